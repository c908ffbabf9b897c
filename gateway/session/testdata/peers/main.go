// Command peers measures Relay's session beside other SMPP libraries for Go, in
// one run and over loopback TCP: `make bench-peers`. It is a module of its own, so
// that their code never becomes a part of Relay's.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"slices"
	"time"
)

func main() {
	each := flag.Duration("each", 400*time.Millisecond, "how long one measurement takes")
	rounds := flag.Int("rounds", 7, "measurements of each pair, of which the median counts")
	flag.Parse()
	log.SetOutput(io.Discard) // smpptest says of every end of a connection that it failed
	if err := bench(*each, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func windows() []int { return []int{1, 10, 100} }

// pair is a client of one library and a server of another, or the same.
type pair struct{ client, server library }

func (p pair) String() string {
	if p.client.name == p.server.name {
		return p.client.name
	}
	return p.client.name + " to " + p.server.name
}

func (p pair) measure(window int, lasts time.Duration) (result, error) {
	address, stop, err := p.server.serve()
	if err != nil {
		return result{}, fmt.Errorf("%s: %w", p, err)
	}
	defer stop()
	runtime.GC()
	t := &trial{lasts: lasts}
	if err := p.client.submit(address, window, t); err != nil {
		return result{}, fmt.Errorf("%s, window %d: %w", p, window, err)
	}
	return t.finish()
}

// bench measures each library against itself, in turns, so that a busy moment of
// the machine meets them all; and the others against
// Relay, as far as they go together.
func bench(each time.Duration, rounds int) error {
	var seen witness
	relay, watched := relayLibrary("Relay", untapped), relayLibrary("Relay", seen.tap)
	recording := relayLibrary("Relay, PDUs recorded", recorded)
	peers := []library{gosmppLibrary(), fiorixLibrary()}
	alone := []pair{{relay, relay}, {recording, recording}}
	var mixed []pair
	for _, p := range peers {
		alone = append(alone, pair{p, p})
		mixed = append(mixed, pair{p, watched})
	}
	// smpptest gives its bind_resp a sequence_number of its own, so that only a
	// client that looks at no numbers binds to it: Relay does not.
	mixed = append(mixed, pair{watched, peers[0]})
	all := results{}
	for _, w := range windows() {
		for round := range rounds {
			pairs := alone
			if round == 0 {
				pairs = slices.Concat(alone, mixed)
			}
			for _, p := range pairs {
				r, err := p.measure(w, each)
				if err != nil {
					return err
				}
				all.add(p, w, r)
			}
		}
	}
	if n := seen.others.Load(); n > 0 || seen.submits.Load() == 0 || seen.answers.Load() == 0 {
		return fmt.Errorf("of %d messages and %d answers, %d are not of the agreed octets", seen.submits.Load(), seen.answers.Load(), n)
	}
	all.print(alone, mixed)
	all.judge(relay, recording, peers)
	return nil
}
