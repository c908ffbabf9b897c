package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"
)

// results are the rounds of each pair and window.
type results map[string]map[int][]result

func (all results) add(p pair, window int, r result) {
	if all[p.String()] == nil {
		all[p.String()] = map[int][]result{}
	}
	all[p.String()][window] = append(all[p.String()][window], r)
}

// median is the round whose rate is in the middle.
func (all results) median(p pair, window int) result {
	rounds := slices.SortedFunc(slices.Values(all[p.String()][window]), func(a, b result) int {
		switch {
		case a.rate < b.rate:
			return -1
		case a.rate > b.rate:
			return 1
		}
		return 0
	})
	return rounds[len(rounds)/2]
}

func (all results) print(groups ...[]pair) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "CLIENT AND SERVER\tWINDOW\tMSG/S\tP50\tP99\tCPU-S/MILLION\tALLOCS/MSG\t")
	for _, pairs := range groups {
		for _, p := range pairs {
			for _, window := range windows() {
				r := all.median(p, window)
				fmt.Fprintf(w, "%s\t%d\t%.0f\t%s\t%s\t%.2f\t%.1f\t\n", p, window, r.rate, micro(r.p50), micro(r.p99), r.cpu, r.allocs)
			}
		}
	}
	_ = w.Flush()
}

func micro(d time.Duration) string { return fmt.Sprintf("%.0f us", float64(d.Nanoseconds())/1e3) }

// judge holds Relay against its bars. How fast a machine is, is no failure.
func (all results) judge(relay, recording library, peers []library) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nFIGURE\tBAR\tMEASURED\t")
	missed := 0
	row := func(figure, bar string, met bool, measured string) {
		if !met {
			missed++
			measured += "  MISSED"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t\n", figure, bar, measured)
	}
	own := pair{relay, relay}
	for _, c := range []struct {
		window int
		least  float64
	}{{10, 3}, {100, 4}} {
		var best result
		var name string
		for _, p := range peers {
			if r := all.median(pair{p, p}, c.window); r.rate > best.rate {
				best, name = r, p.name
			}
		}
		times := all.median(own, c.window).rate / best.rate
		row(fmt.Sprintf("Rate, window %d", c.window), fmt.Sprintf("at least %.0f times the best peer", c.least), times >= c.least, fmt.Sprintf("%.1f times %s", times, name))
	}
	gosmpp := pair{peers[0], peers[0]}
	for _, window := range []int{10, 100} { // with 1 the network alone takes half of it
		part := float64(all.median(own, window).p99) / float64(all.median(gosmpp, window).p99)
		row(fmt.Sprintf("p99, window %d", window), "at most 0.5 of "+gosmpp.String(), part <= 0.5, fmt.Sprintf("%.2f", part))
	}
	r := all.median(pair{recording, recording}, 100)
	row("CPU, window 100, PDUs recorded", "at most 3 s for a million, both ends", r.cpu <= 3, fmt.Sprintf("%.2f s", r.cpu))
	row("Allocations, window 100, PDUs recorded", "at most 6 a message, both ends", r.allocs <= 6, fmt.Sprintf("%.1f", r.allocs))
	_ = w.Flush()
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		fmt.Printf("%d processors; load of the machine in the last minutes: %s", runtime.NumCPU(), load)
	}
	if missed > 0 {
		fmt.Printf("%d of the bars were missed.\n", missed)
		return
	}
	fmt.Println("Every bar was met.")
}
