import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** One lag snapshot in three calls, each for everything: the client makes its own batches of them. */
public class LagAdmin {
    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        settings.put("bootstrap.servers", args[0]);
        settings.put("request.timeout.ms", "280000");
        settings.put("default.api.timeout.ms", "300000");
        try (var admin = Admin.create(settings)) {
            List<String> groups = admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
            var committed = admin.listConsumerGroupOffsets(groups.stream()
                .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()))).all().get();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            committed.values().forEach(offsets -> offsets.keySet().forEach(tp -> latest.put(tp, OffsetSpec.latest())));
            var ends = admin.listOffsets(latest).all().get();

            long groupPartitions = 0, sumCommitted = 0, totalLag = 0;
            for (var offsets : committed.values()) {
                for (var entry : offsets.entrySet()) {
                    if (entry.getValue() == null) continue;
                    long offset = entry.getValue().offset();
                    groupPartitions++;
                    sumCommitted += offset;
                    totalLag += Math.max(0, ends.get(entry.getKey()).offset() - offset);
                }
            }
            System.out.printf("{\"groups\":%d,\"groupPartitions\":%d,\"sumCommitted\":%d,\"totalLag\":%d}%n",
                groups.size(), groupPartitions, sumCommitted, totalLag);
        }
    }
}
