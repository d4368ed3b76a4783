import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/**
 * Lets a Kafka client live through rotations: it reads user and password from a client.properties for every connection.
 *
 *   sasl.client.callback.handler.class=RotatingScramLogin
 *   sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required file="/etc/orders.properties";
 */
public class RotatingScramLogin implements AuthenticateCallbackHandler {
    static {
        Security.insertProviderAt(new LoginProvider(), 1);
    }

    private Path file;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        file = Path.of((String) entries.get(0).getOptions().get("file"));
    }

    /** Asked only where the provider is not: connections ask with a login of their own. */
    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        readLogin().handle(callbacks);
    }

    @Override
    public void close() {}

    private Login readLogin() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, ?> jaas = Map.of("sasl.jaas.config", new Password(properties.getProperty("sasl.jaas.config")));
        Map<String, ?> options = JaasContext.loadClientContext(jaas).configurationEntries().get(0).getOptions();
        return new Login((String) options.get("username"), (String) options.get("password"));
    }

    private record Login(String username, String password) implements CallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) name.setName(username);
                else if (callback instanceof PasswordCallback asked) asked.setPassword(password.toCharArray());
                else throw new UnsupportedCallbackException(callback);
            }
        }

        @Override
        public String toString() {
            return username;
        }
    }

    private static class LoginProvider extends Provider {
        LoginProvider() {
            super("RotatingScramLogin", "1", "SCRAM with a login for each connection");
            put("SaslClientFactory.SCRAM-SHA-256", LoginFactory.class.getName());
            put("SaslClientFactory.SCRAM-SHA-512", LoginFactory.class.getName());
        }
    }

    /** Kafka asks for name and password of a connection one after the other, those of others in between: both come from here. */
    public static class LoginFactory implements SaslClientFactory {
        @Override
        public SaslClient createSaslClient(String[] mechanisms, String authorizationId, String protocol, String server,
                Map<String, ?> properties, CallbackHandler handler) throws SaslException {
            // Kafka's own factory is asked after this one.
            if (!(handler instanceof RotatingScramLogin rotating)) return null;
            Session session = new Session(rotating);
            session.client = Sasl.createSaslClient(mechanisms, authorizationId, protocol, server, properties, session);
            Session.NEWEST.set(session);
            return session;
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {"SCRAM-SHA-256", "SCRAM-SHA-512"};
        }
    }

    /** One handshake. */
    private static class Session implements SaslClient, CallbackHandler {
        static final ThreadLocal<Session> NEWEST = new ThreadLocal<>();

        final RotatingScramLogin rotating;
        SaslClient client;
        Login former;
        Login login;

        Session(RotatingScramLogin rotating) {
            this.rotating = rotating;
        }

        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            if (login == null) login = chooseLogin();
            login.handle(callbacks);
        }

        /** Brokers let no connection become that of another user, so one that logs in anew keeps its own. */
        private Login chooseLogin() {
            try {
                Login current = rotating.readLogin();
                return former == null || former.username.equals(current.username) ? current : former;
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }

        /** To log in anew Kafka makes the next session of a connection, and then at once lets go of the one before. */
        @Override
        public void dispose() throws SaslException {
            boolean isSucceeded = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("reauthenticate")));
            if (isSucceeded && NEWEST.get() != null) NEWEST.get().former = login;
            client.dispose();
        }

        @Override
        public String getMechanismName() {
            return client.getMechanismName();
        }

        @Override
        public boolean hasInitialResponse() {
            return client.hasInitialResponse();
        }

        @Override
        public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
            return client.evaluateChallenge(challenge);
        }

        @Override
        public boolean isComplete() {
            return client.isComplete();
        }

        @Override
        public byte[] unwrap(byte[] incoming, int offset, int length) throws SaslException {
            return client.unwrap(incoming, offset, length);
        }

        @Override
        public byte[] wrap(byte[] outgoing, int offset, int length) throws SaslException {
            return client.wrap(outgoing, offset, length);
        }

        @Override
        public Object getNegotiatedProperty(String name) {
            return client.getNegotiatedProperty(name);
        }
    }
}
