// One lag snapshot by kadm's own Lag call: it lists, describes and fetches for all groups, a request per coordinator.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"strings"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

type totals struct {
	Groups          int   `json:"groups"`
	GroupPartitions int64 `json:"groupPartitions"`
	SumCommitted    int64 `json:"sumCommitted"`
	TotalLag        int64 `json:"totalLag"`
}

func main() {
	// The default limit of 100 MiB an answer is what a fleet of this size can exceed.
	client, err := kgo.NewClient(kgo.SeedBrokers(strings.Split(os.Args[1], ",")...), kgo.BrokerMaxReadBytes(1<<30))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	groups, err := kadm.NewClient(client).Lag(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	sum := totals{Groups: len(groups)}
	for _, group := range groups {
		if err := group.Error(); err != nil {
			log.Fatal(group.Group, ": ", err)
		}
		for _, topic := range group.Lag {
			for _, partition := range topic {
				if partition.Err != nil || partition.Commit.At < 0 {
					continue
				}
				sum.GroupPartitions++
				sum.SumCommitted += partition.Commit.At
				sum.TotalLag += partition.Lag
			}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(sum); err != nil {
		log.Fatal(err)
	}
}
