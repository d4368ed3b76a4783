import java.io.FileReader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A producer and a consumer of one topic, with a client.properties. Records are numbered from 0; what was sent, what
 * failed and what was read is told line by line. When the input ends the producer does, and when all is read, or a minute has passed, so does the rest.
 */
class RotatingTraffic {
    private static final Set<String> unread = ConcurrentHashMap.newKeySet();

    public static void main(String[] arguments) throws Exception {
        String topic = arguments[1];
        Thread reading = new Thread(() -> read(propertiesOf(arguments[0]), topic, arguments[2]));
        reading.setDaemon(true);
        reading.start();
        AtomicBoolean isSending = new AtomicBoolean(true);
        Thread sending = new Thread(() -> send(propertiesOf(arguments[0]), topic, isSending));
        sending.start();
        while (System.in.read() >= 0) {}
        isSending.set(false);
        sending.join();
        for (int waited = 0; !unread.isEmpty() && waited < 60_000; waited += 50) Thread.sleep(50);
    }

    private static void send(Properties properties, String topic, AtomicBoolean isSending) {
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("linger.ms", 0);
        properties.put("metadata.max.age.ms", 2_000);
        StringSerializer text = new StringSerializer();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties, text, text)) {
            for (int number = 0; isSending.get(); number += 1) {
                int sent = number;
                unread.add("java-" + sent);
                try {
                    producer.send(new ProducerRecord<>(topic, String.valueOf(number), "java-" + number), (metadata, error) ->
                        told(sent, error));
                } catch (KafkaException error) {
                    told(sent, error);
                }
                pause();
            }
        }
    }

    private static void told(int number, Exception error) {
        if (error != null) unread.remove("java-" + number);
        tell(error == null ? "sent java-" + number : "failed java-" + number + " " + error);
    }

    private static void read(Properties properties, String topic, String group) {
        properties.put("group.id", group);
        properties.put("auto.offset.reset", "earliest");
        // A consumer that was refused leaves without a word, and the next one waits for its session to end.
        properties.put("session.timeout.ms", 10_000);
        // By itself it would commit what a poll had fetched that then threw and gave nothing back.
        properties.put("enable.auto.commit", false);
        StringDeserializer text = new StringDeserializer();
        while (true) {
            KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties, text, text);
            consumer.subscribe(List.of(topic));
            readUntilRefused(consumer);
            close(consumer);
        }
    }

    /** A refused login in its heartbeat is the end of a consumer: each poll throws it, so an application makes another one. */
    private static void readUntilRefused(KafkaConsumer<String, String> consumer) {
        while (true) {
            try {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> {
                    unread.remove(each.value());
                    tell("read " + each.value());
                });
                consumer.commitAsync();
            } catch (AuthenticationException error) {
                tell("refused " + error);
                return;
            } catch (KafkaException error) {
                tell("poll-failed " + error);
            }
        }
    }

    /** What is closed may throw the refusal of another of its connections; it is closed all the same. */
    private static void close(KafkaConsumer<String, String> consumer) {
        try {
            consumer.close(Duration.ofSeconds(1));
        } catch (KafkaException error) {
            tell("close-failed " + error);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
    }

    private static Properties propertiesOf(String path) {
        Properties properties = new Properties();
        try (FileReader file = new FileReader(path)) {
            properties.load(file);
        } catch (java.io.IOException error) {
            throw new java.io.UncheckedIOException(error);
        }
        return properties;
    }

    private static synchronized void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
