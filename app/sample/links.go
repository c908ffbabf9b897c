package sample

import (
	"time"

	"relay/gateway"
)

// LinkChanges are what became of the links in the day before now.
func LinkChanges(now time.Time) []gateway.LinkChange {
	at := func(link string, ago time.Duration, r gateway.Reach) gateway.LinkChange {
		return gateway.LinkChange{Link: link, At: now.Add(-ago), Reach: r}
	}
	return []gateway.LinkChange{
		at("nordic-a", 30*time.Hour, gateway.ReachUp), at("nordic-a", 5*time.Hour, gateway.ReachDown), at("nordic-a", 5*time.Hour-80*time.Second, gateway.ReachUp),
		at("baltic-b", 30*time.Hour, gateway.ReachUp), at("baltic-b", 80*time.Minute, gateway.ReachDown),
		at("iberia-c", 30*time.Hour, gateway.ReachUp), at("iberia-c", 3*time.Hour, gateway.ReachRefused),
		at("loopback", 9*time.Hour, gateway.ReachUp), at("old-line", 26*time.Hour, gateway.ReachUp), at("old-line", 7*time.Hour, gateway.ReachOff),
		at("office", 30*time.Hour, gateway.ReachUp),
	}
}
