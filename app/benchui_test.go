//go:build window && benchui

package app

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"relay/gateway"
	"relay/storage"
)

// The bars of the window. The load is 5,000 PDUs a second for a minute, a
// quarter of it on each heavy screen.
const (
	barFirstFrame = 400 * time.Millisecond
	barStall      = 60 * time.Millisecond
	barPending    = 1
	barCPU        = 50 // per cent of one core, for the window alone
	barIdle       = 2
	barGrowth     = 8 << 20 // live heap, from the start of the load to its end
	barThroughput = 70      // per cent of that without a window
	barAction     = 250 * time.Millisecond

	benchRate     = 5000 // PDUs a second
	benchIncoming = 100  // messages of phones a second: two PDUs each
	benchMessages = float64(benchRate-2*benchIncoming) / pdusOfMessage
	benchEach     = 15 * time.Second // on each screen
	firstFrames   = 5
)

// benchWindow is Relay in a real window that takes orders.
type benchWindow struct {
	t       *testing.T
	cmd     *exec.Cmd
	in      io.Writer
	out     *json.Decoder
	first   time.Duration // from the start of the process to the first frame
	starved time.Duration // of it the thread waited for a processor
	errs    strings.Builder
}

// openBench starts the program in a display of its own.
func (s *screen) openBench(folder string) *benchWindow {
	s.t.Helper()
	w := &benchWindow{t: s.t}
	cmd := exec.Command(os.Args[0], flags(folder)...)
	cmd.Env = append(os.Environ(), programEnv+"=1", "DISPLAY="+s.display, "HOME="+s.home, "XDG_CONFIG_HOME="+s.home, "LANG=en_US.UTF-8", "FYNE_THEME=light", "DBUS_SESSION_BUS_ADDRESS=")
	in, err := cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd.Stderr = &w.errs
	w.cmd, w.in, w.out = cmd, in, json.NewDecoder(bufio.NewReader(out))
	began := time.Now()
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = cmd.Process.Kill() })
	a := w.read("the first frame")
	w.first, w.starved = a.At.Sub(began), a.Starved
	return w
}

func (w *benchWindow) read(what string) (a windowReply) {
	w.t.Helper()
	if err := w.out.Decode(&a); err != nil {
		_ = w.cmd.Process.Kill()
		w.t.Fatalf("%s: %v\n%s", what, err, w.errs.String())
	}
	if a.Error != "" {
		w.t.Fatalf("%s: %s", what, a.Error)
	}
	return a
}

// order has the window do something and returns when it has.
func (w *benchWindow) order(o order) windowReply {
	w.t.Helper()
	if err := json.NewEncoder(w.in).Encode(o); err != nil {
		w.t.Fatal(err)
	}
	return w.read(fmt.Sprintf("%+v", o))
}

// mark is what the window cost since the last mark.
func (w *benchWindow) mark() figures { w.t.Helper(); return w.order(order{Do: "mark"}).Figures }

// close ends the program in order.
func (w *benchWindow) close() {
	w.t.Helper()
	_ = w.cmd.Process.Signal(os.Interrupt)
	late := time.AfterFunc(limit, func() { _ = w.cmd.Process.Signal(syscall.SIGQUIT) }) // it says where it hangs
	defer late.Stop()
	if err := w.cmd.Wait(); err != nil {
		w.t.Errorf("the window ended with %v\n%s", err, w.errs.String())
	}
	if strings.Contains(w.errs.String(), "Error in Fyne call thread") {
		w.t.Errorf("a call from a wrong thread:\n%s", w.errs.String())
	}
}

// table is what the bench prints.
type table struct {
	rows   []string
	failed int
}

func (b *table) add(figure, bar string, pass bool, measured string) {
	word := "pass"
	switch {
	case bar == "":
		word = ""
	case !pass:
		word = "MISSED"
		b.failed++
	}
	b.rows = append(b.rows, strings.Join([]string{figure, bar, measured, word}, "\t"))
}

func (b *table) time(figure string, bar, d time.Duration, more string) {
	b.add(figure, "at most "+inMS(bar), d <= bar, inMS(d)+more)
}

func inMS(d time.Duration) string { return fmt.Sprintf("%.0f ms", d.Seconds()*1000) }

func megabytes(n uint64) string { return fmt.Sprintf("%.0f MB", float64(n)/(1<<20)) }

func share(d, of time.Duration) float64 { return 100 * d.Seconds() / of.Seconds() }

func (b *table) print(t *testing.T) {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FIGURE\tBAR\tMEASURED\t")
	for _, r := range b.rows {
		fmt.Fprintln(w, r)
	}
	_ = w.Flush()
	fmt.Print("\n" + out.String())
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		fmt.Printf("%d processors; load of the machine in the last minutes: %s", runtime.NumCPU(), load)
	}
	if b.failed > 0 {
		fmt.Printf("%d of the bars were missed.\n", b.failed)
		return
	}
	fmt.Println("Every bar was met.")
}

// TestBenchUI measures the real window: `make bench-ui`. It prints a table and
// fails only where something does not work: how fast a machine is, is no test.
//
// The load comes from this process over TCP: an application that submits to
// Relay's server link and the provider behind its client link. Everything is
// stored as it always is.
func TestBenchUI(t *testing.T) {
	var b table
	defer b.print(t)
	s := newScreen(t, "1440x900")
	x := newTraffic(t)
	config := write(t, x.config())
	firstFrame(t, s, &b, config)
	folder := t.TempDir()
	largeFolder(t, folder, config)
	limitOf := headless(t, x, &b)
	w := s.openBench(folder)
	x.bind()
	idle(w, &b)
	loaded(w, x, &b, folder, limitOf)
	actions(w, x, &b)
	throughput(w, x, &b, limitOf)
	w.close()
	if n := x.refused.Load(); n > 0 {
		t.Errorf("%d messages were refused", n)
	}
}

// firstFrame opens and closes the window, with nothing and with a million
// messages.
func firstFrame(t *testing.T, s *screen, b *table, config string) {
	for _, c := range []struct {
		name string
		make func(folder string)
	}{
		{"First frame, nothing stored", func(string) {}},
		{"First frame, 1,000,000 messages", func(folder string) { largeFolder(t, folder, "") }},
	} {
		var all, own []time.Duration
		folder := t.TempDir()
		c.make(folder)
		for range firstFrames {
			w := s.openBench(folder)
			all = append(all, w.first)
			own = append(own, w.first-w.starved)
			w.order(order{Do: "wait", Await: "Outbox|Welcome"})
			w.close()
		}
		slices.Sort(all)
		slices.Sort(own)
		b.time(c.name, barFirstFrame, all[len(all)/2], fmt.Sprintf(" (%s to %s; %s without the wait for a processor)", inMS(all[0]), inMS(all[len(all)-1]), inMS(own[len(own)/2])))
	}
}

// idle is the window when nothing happens.
func idle(w *benchWindow, b *table) {
	w.t.Helper()
	w.order(order{Do: "keys", Text: "2", Await: "Outbox"})
	pass(15 * time.Second) // what follows a start is done
	w.order(order{Do: "unasked"})
	w.mark()
	pass(20 * time.Second)
	f := w.mark()
	w.order(order{Do: "asked"})
	b.add("Idle, bound, outbox shown", fmt.Sprintf("at most %d %% of a core", barIdle), share(f.Usage.All, f.Over) <= barIdle, fmt.Sprintf("%.1f %%, RSS %s", share(f.Usage.All, f.Over), megabytes(f.RSS)))
}

// limits are what Relay does without a window.
type limits struct {
	cpu       float64 // per cent of a core at the load of the bench
	perSecond float64 // messages, as many as go
}

// headless measures the same gateway without a window.
func headless(t *testing.T, x *traffic, b *table) (l limits) {
	folder := t.TempDir()
	largeFolder(t, folder, write(t, x.config()))
	p := serving(t, folder)
	x.bind()
	x.for_(3*time.Second, benchMessages)
	before := cpuOf(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	over := x.for_(benchEach, benchMessages)
	l.cpu = share(cpuOf(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))-before, over.took)
	b.add("Without a window: CPU at the load", "", true, fmt.Sprintf("%.0f %% of a core at %.0f PDU/s", l.cpu, over.pdus()))
	l.perSecond = x.for_(benchEach, 0).perSecond()
	b.add("Without a window: throughput", "", true, fmt.Sprintf("%.0f messages/s", l.perSecond))
	p.terminate()
	return l
}

// done is what a piece of load was.
type done struct {
	took     time.Duration
	messages int64
	incoming float64
}

func (d done) perSecond() float64 { return float64(d.messages) / d.took.Seconds() }
func (d done) pdus() float64      { return d.perSecond()*pdusOfMessage + 2*d.incoming }

// for_ is load for a time; perSecond 0 is as much as goes.
func (x *traffic) for_(d time.Duration, perSecond float64) done {
	ctx, cancel := context.WithTimeout(x.t.Context(), d)
	defer cancel()
	incoming := float64(benchIncoming)
	if perSecond == 0 {
		incoming = 0
	}
	began := time.Now()
	n := x.run(ctx, perSecond, incoming)
	return done{time.Since(began), n, incoming}
}

// loaded shows one heavy screen after the other under the load.
func loaded(w *benchWindow, x *traffic, b *table, folder string, l limits) {
	w.t.Helper()
	list := []struct{ key, name, await string }{{"2", "outbox", "Outbox"}, {"3", "inbox", "Inbox"}, {"9", "PDU log", "PDU log"}, {"1", "overview", "Messages per second"}}
	for _, c := range list { // each is built and holds what it holds of a busy gateway
		w.order(order{Do: "keys", Text: c.key, Await: c.await})
		x.for_(4*time.Second, benchMessages)
	}
	heap, rss := w.mark().Heap, w.mark().RSS
	first, began := newestPDU(w.t, folder), time.Now()
	for i, c := range list {
		w.order(order{Do: "keys", Text: c.key, Await: c.await})
		x.for_(2*time.Second, benchMessages)
		w.mark()
		stop := profileTo(w, c.name)
		d := x.for_(benchEach, benchMessages)
		stop()
		f := w.mark()
		name := "At the load, " + c.name
		b.time(name+": stall p99", barStall, f.Stalled.P99, fmt.Sprintf(" (p50 %s, most %s; p99 %s without the wait for a processor)", inMS(f.Stalled.P50), inMS(f.Stalled.Max), inMS(f.Stalled.OwnP99)))
		b.add(name+": pending fyne.Do", fmt.Sprintf("at most %d", barPending), f.Crossed.Pending <= barPending, fmt.Sprintf("%d (%d calls, longest %s)", f.Crossed.Pending, f.Crossed.Calls, inMS(f.Crossed.Longest)))
		all := share(f.Usage.All, f.Over)
		b.add(name+": CPU of the window", fmt.Sprintf("at most %d %% of a core", barCPU), all-l.cpu <= barCPU,
			fmt.Sprintf("%.0f %% (%.0f %% with the gateway; the toolkit's thread %.0f %%, software GL %.0f %%) at %.0f PDU/s, heap %s, RSS %s",
				all-l.cpu, all, share(f.Usage.Thread, f.Over), share(f.Usage.Raster, f.Over), d.pdus(), megabytes(f.Heap), megabytes(f.RSS)))
		if i == len(list)-1 {
			b.add("Memory over the load", fmt.Sprintf("at most %s more", megabytes(barGrowth)), f.Heap <= heap+barGrowth, fmt.Sprintf("live heap %s to %s, RSS %s to %s", megabytes(heap), megabytes(f.Heap), megabytes(rss), megabytes(f.RSS)))
		}
	}
	n := newestPDU(w.t, folder) - first
	b.add("PDUs that were logged over the load", "", true, fmt.Sprintf("%d, %.0f a second", n, float64(n)/time.Since(began).Seconds()))
}

// profileTo writes a profile of the processor while a piece of load runs, where
// RELAY_BENCH_PROFILES names a folder.
func profileTo(w *benchWindow, name string) (stop func()) {
	dir := os.Getenv("RELAY_BENCH_PROFILES")
	if dir == "" {
		return func() {}
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.order(order{Do: "profile", Text: filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".pprof")})
	}()
	return func() { <-ended }
}

func newestPDU(t *testing.T, folder string) uint64 {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, KeyFile: filepath.Join(folder, "relay.key"), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.PDUs(t.Context(), gateway.PDUQuery{Newest: true, Limit: 1})
	if err != nil || len(list) == 0 {
		t.Fatal(len(list), err)
	}
	return list[0].Number
}

// actions are what a person does while the load goes on; each has to be answered
// at once.
func actions(w *benchWindow, x *traffic, b *table) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); x.run(ctx, benchMessages, benchIncoming) }()
	defer func() { cancel(); <-ended }()
	for _, a := range actionList() {
		for _, o := range a.before {
			w.order(o)
		}
		var all, own []time.Duration
		for _, o := range a.timed {
			r := w.order(o)
			all, own = append(all, r.Took), append(own, max(0, r.Took-r.Starved))
		}
		slices.Sort(all)
		slices.Sort(own)
		more := fmt.Sprintf(" (%s without the wait for a processor)", inMS(own[len(own)-1]))
		if len(all) > 1 {
			more = fmt.Sprintf(" (the longest of %d, half within %s; %s and %s without the wait for a processor)", len(all), inMS(all[len(all)/2]), inMS(own[len(own)-1]), inMS(own[len(own)/2]))
		}
		b.time(a.name, barAction, all[len(all)-1], more)
	}
}

type action struct {
	name          string
	before, timed []order
}

func actionList() []action {
	escape := order{Do: "key", Text: "Escape"}
	show := func(key, await string) order { return order{Do: "keys", Text: key, Await: await} }
	typed := func(text string, await string) (out []order) {
		for _, r := range text {
			out = append(out, order{Do: "type", Text: string(r)})
		}
		out[len(out)-1].Await = await
		return out
	}
	scroll := func(n int, by float32) (out []order) {
		for range n {
			out = append(out, order{Do: "scroll", By: by})
		}
		return out
	}
	return []action{
		{"Show the outbox", []order{show("1", "Messages per second")}, []order{show("2", "Outbox(?s:.*)Delivered")}},
		{"Show the inbox", nil, []order{show("3", "Inbox")}},
		{"Show the PDU log", nil, []order{show("9", "PDU log(?s:.*)submit_sm")}},
		{"Show the overview", nil, []order{show("1", "Messages per second")}},
		{"Scroll the outbox, 100 times a page", []order{show("2", "Outbox")}, scroll(100, 500)},
		{"Search the outbox: each letter of a word", []order{show("2", "Outbox"), {Do: "keys", Text: "F"}}, typed("Tamás, your parcel", "Tamás, your parcel")},
		{"Clear the search", nil, []order{escape}},
		{"Filter the PDU log: each letter", []order{show("9", "PDU log"), {Do: "keys", Text: "F"}}, typed("cmd==deliver_sm", "✓")},
		{"Clear the filter", nil, []order{escape, escape}},
		{"Scroll the PDU log, 50 times a page", []order{show("1", ""), show("9", "submit_sm")}, scroll(50, -400)},
	}
}

// throughput is as many messages as go with the window open.
func throughput(w *benchWindow, x *traffic, b *table, l limits) {
	w.t.Helper()
	w.order(order{Do: "keys", Text: "2", Await: "Outbox"})
	w.mark()
	n := x.for_(benchEach, 0).perSecond()
	f := w.mark()
	b.add("Throughput with the window open", fmt.Sprintf("at least %d %% of without", barThroughput), 100*n >= barThroughput*l.perSecond,
		fmt.Sprintf("%.0f %%: %.0f messages/s, stall p99 %s", 100*n/l.perSecond, n, inMS(f.Stalled.P99)))
}
