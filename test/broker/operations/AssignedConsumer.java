import java.io.FileReader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads partition 0 of a topic with assign(), one record each 50 ms, and tells what it read. It commits each second where
 * it is told to, else as Java consumers do when nobody says how.
 */
class AssignedConsumer {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (FileReader file = new FileReader(arguments[0])) {
            properties.load(file);
        }
        boolean everySecond = arguments[4].equals("every-second");
        properties.put("bootstrap.servers", arguments[1]);
        properties.put("group.id", arguments[2]);
        properties.put("max.poll.records", 1);
        properties.put("auto.offset.reset", "earliest");
        if (everySecond) properties.put("enable.auto.commit", false);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.assign(List.of(new TopicPartition(arguments[3], 0)));
            long committedAt = 0;
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> System.out.println("read " + each.offset()));
                if (everySecond && System.nanoTime() - committedAt >= 1_000_000_000L) {
                    consumer.commitSync();
                    committedAt = System.nanoTime();
                }
                Thread.sleep(50);
            }
        }
    }
}
