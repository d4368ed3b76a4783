import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/**
 * Lets a Kafka client live through rotations: it reads user and password from a client.properties whenever it logs in.
 *
 *   sasl.client.callback.handler.class=RotatingScramLogin
 *   sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required file="/etc/orders.properties";
 */
public class RotatingScramLogin implements AuthenticateCallbackHandler {
    private static final long HANDSHAKE_NANOS = 10_000_000_000L;

    private Path file;
    private Map<String, ?> login;
    private int unanswered;
    private long askedAtNanos;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        file = Path.of((String) entries.get(0).getOptions().get("file"));
    }

    @Override
    public synchronized void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) name.setName((String) loginForHandshake().get("username"));
            else if (callback instanceof PasswordCallback password) password.setPassword(passwordOfHandshake());
            else throw new UnsupportedCallbackException(callback);
        }
    }

    /**
     * The name and the password of a connection are asked for one after the other, with those of other connections in
     * between. So the file is read again only when no password is due; a handshake that broke off is not waited for long.
     */
    private Map<String, ?> loginForHandshake() throws IOException {
        long now = System.nanoTime();
        if (now - askedAtNanos > HANDSHAKE_NANOS) unanswered = 0;
        if (unanswered == 0) {
            login = readLogin();
            askedAtNanos = now;
        }
        unanswered += 1;
        return login;
    }

    private char[] passwordOfHandshake() {
        unanswered = Math.max(0, unanswered - 1);
        return ((String) login.get("password")).toCharArray();
    }

    private Map<String, ?> readLogin() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, ?> jaas = Map.of("sasl.jaas.config", new Password(properties.getProperty("sasl.jaas.config")));
        return JaasContext.loadClientContext(jaas).configurationEntries().get(0).getOptions();
    }

    @Override
    public void close() {}
}
