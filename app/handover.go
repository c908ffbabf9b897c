package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// request is what a second process hands to the one that owns the folder.
type request struct {
	Version string   `json:"version"`
	Command string   `json:"command"` // raise, send, or one of works
	Args    []string `json:"args"`
}

// reply is a line for stdout or stderr, or the end.
type reply struct {
	Out  *string `json:"out,omitempty"`
	Err  *string `json:"err,omitempty"`
	Exit *int    `json:"exit,omitempty"`
}

const (
	maxRequest  = 64 << 20 // octets
	dialTimeout = 2 * time.Second
)

// door takes what other processes hand over.
type door struct {
	l      net.Listener
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

// openDoor listens on the folder's socket. raise shows the window; nil where
// there is none.
func openDoor(folder string, h *house, raise func()) (*door, error) {
	path := socketPath(folder)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the socket %s can't be replaced: %w", path, err)
	}
	old := syscall.Umask(0o177)
	l, err := net.Listen("unix", path)
	syscall.Umask(old)
	if err != nil {
		return nil, fmt.Errorf("the socket %s can't be opened: %w", path, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d := &door{l: l, cancel: cancel}
	d.wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			d.wg.Go(func() { answer(ctx, conn, h, raise) })
		}
	})
	return d, nil
}

func (d *door) close() {
	d.cancel()
	_ = d.l.Close()
	d.wg.Wait()
}

// answer serves one handed-over command.
func answer(ctx context.Context, conn net.Conn, h *house, raise func()) {
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	defer conn.Close()
	enc := json.NewEncoder(conn)
	var mu sync.Mutex
	say := func(r reply) {
		mu.Lock()
		defer mu.Unlock()
		_ = enc.Encode(r)
	}
	exit := func(code int) { say(reply{Exit: &code}) }
	fail := func(code int, format string, args ...any) {
		line := fmt.Sprintf(format, args...)
		say(reply{Err: &line})
		exit(code)
	}
	in := bufio.NewReaderSize(io.LimitReader(conn, maxRequest), 64<<10)
	line, err := in.ReadBytes('\n')
	if err != nil {
		return
	}
	var q request
	if err := json.Unmarshal(line, &q); err != nil {
		fail(exitUse, "relay: that was no request")
		return
	}
	if q.Version != Version {
		fail(exitUse, "relay: the running Relay is version %s, this one is %s: stop the running one, or use its version", Version, q.Version)
		return
	}
	// The other side hanging up ends the work it waits for.
	cctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_, _ = in.ReadByte()
		cancel()
	}()
	out := Streams{Out: lineWriter(func(s string) { say(reply{Out: &s}) }), Err: lineWriter(func(s string) { say(reply{Err: &s}) })}
	switch q.Command {
	case "raise":
		if raise == nil {
			fail(exitFailed, "relay: relay serve already runs with this data folder; stop it first, or choose another folder with --data")
			return
		}
		raise()
		exit(exitDone)
	case "send":
		var job sendJob
		if len(q.Args) != 1 || json.Unmarshal([]byte(q.Args[0]), &job) != nil {
			fail(exitUse, "relay: that was no request")
			return
		}
		exit(codeOf(job.run(cctx, h, out), out))
	default:
		work := works()[q.Command]
		if work == nil || len(q.Args) != workArgs {
			fail(exitUse, "relay: the running Relay does not know %q", q.Command)
			return
		}
		exit(codeOf(work(cctx, h, q.Args, out), out))
	}
}

// codeOf prints an error as Run does and returns the exit code.
func codeOf(err error, s Streams) int {
	var code exitCode
	var use *useError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(s.Err, "relay: "+err.Error())
	if errors.As(err, &use) {
		return exitUse
	}
	return exitFailed
}

// lineWriter hands over whole lines.
type lineWriter func(string)

func (w lineWriter) Write(b []byte) (int, error) {
	w(string(b))
	return len(b), nil
}

// handOver gives a command to the process that owns the folder. handed is false
// when none runs.
func handOver(ctx context.Context, o options, q request) (handed bool, err error) {
	d := net.Dialer{Timeout: dialTimeout}
	conn, err := d.DialContext(ctx, "unix", socketPath(o.Folder))
	if err != nil {
		return false, nil
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	q.Version = Version
	if err := json.NewEncoder(conn).Encode(q); err != nil {
		return false, nil // it is just ending
	}
	dec := json.NewDecoder(conn)
	for {
		var r reply
		if err := dec.Decode(&r); err != nil {
			return true, fmt.Errorf("the running Relay ended before it was done: %w", err)
		}
		switch {
		case r.Out != nil:
			fmt.Fprint(o.Out, *r.Out)
		case r.Err != nil:
			fmt.Fprint(o.Err, *r.Err)
			if n := len(*r.Err); n == 0 || (*r.Err)[n-1] != '\n' {
				fmt.Fprintln(o.Err)
			}
		case r.Exit != nil:
			if *r.Exit == 0 {
				return true, nil
			}
			return true, exitCode(*r.Exit)
		}
	}
}
