package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// programEnv makes the test binary run as the program itself.
const programEnv = "RELAY_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		os.Exit(Main(append([]string{"relay"}, os.Args[1:]...), testWindow()))
	}
	os.Exit(m.Run())
}

// limit bounds every wait of these tests.
const limit = 60 * time.Second

// program is Relay, or a peer, as a process of its own.
type program struct {
	t      testing.TB
	cmd    *exec.Cmd
	lines  chan string // of stdout; closed at its end
	mu     sync.Mutex
	errors bytes.Buffer
	done   chan struct{}
	err    error
}

func (p *program) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.errors.Write(b)
}

func (p *program) stderr() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.errors.String()
}

// start runs a process; it is killed with the test.
func start(t testing.TB, cmd *exec.Cmd) *program {
	t.Helper()
	p := &program{t: t, cmd: cmd, lines: make(chan string, 10000), done: make(chan struct{})}
	cmd.Stderr = p
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("%s can't be started: %v", cmd.Path, err)
	}
	go func() {
		s := bufio.NewScanner(out)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			p.lines <- s.Text()
		}
		close(p.lines)
		p.err = cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(p.kill)
	return p
}

// relay starts Relay with a data folder.
func relay(t testing.TB, folder string, args ...string) *program {
	t.Helper()
	cmd := exec.Command(os.Args[0], append(flags(folder), args...)...)
	cmd.Env = append(os.Environ(), programEnv+"=1")
	return start(t, cmd)
}

func flags(folder string) []string {
	return []string{"--data", folder, "--key-file", filepath.Join(folder, "relay.key")}
}

// serve starts `relay serve` and waits until it is ready.
func serving(t testing.TB, folder string, args ...string) *program {
	t.Helper()
	p := relay(t, folder, append([]string{"serve"}, args...)...)
	if line := p.line(); line != "ready" {
		t.Fatalf("serve said %q, not ready\n%s", line, p.stderr())
	}
	return p
}

// line is the next line of stdout.
func (p *program) line() string {
	p.t.Helper()
	select {
	case s, ok := <-p.lines:
		if !ok {
			<-p.done
			p.t.Fatalf("the process ended early: %v\n%s", p.err, p.stderr())
		}
		return s
	case <-time.After(limit):
		p.t.Fatalf("no line in %s\n%s", limit, p.stderr())
	}
	return ""
}

// wait waits for the end and returns the exit code.
func (p *program) wait() int {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(limit):
		p.t.Fatalf("the process did not end in %s\n%s", limit, p.stderr())
	}
	return p.cmd.ProcessState.ExitCode()
}

// terminate asks for an orderly end and expects exit code 0.
func (p *program) terminate() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if code := p.wait(); code != 0 {
		p.t.Fatalf("exit code %d after SIGTERM\n%s", code, p.stderr())
	}
}

// kill ends the process at once.
func (p *program) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// run runs one command line inside the test process.
func run(t testing.TB, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	var out, errs bytes.Buffer
	code = Run(ctx, append([]string{"relay"}, args...), Streams{strings.NewReader(stdin), &out, &errs}, nil)
	return code, out.String(), errs.String()
}

// at runs a command line with a data folder and expects it to work.
func at(t testing.TB, folder string, args ...string) string {
	t.Helper()
	code, out, errs := run(t, "", append(flags(folder), args...)...)
	if code != 0 {
		t.Fatalf("relay %s: exit %d\n%s", strings.Join(args, " "), code, errs)
	}
	return out
}

// listed are the stored messages, newest first.
func listed(t testing.TB, folder string, args ...string) []jsonMessage {
	t.Helper()
	var list []jsonMessage
	for line := range strings.Lines(at(t, folder, append([]string{"messages", "--json", "--limit", "0"}, args...)...)) {
		var m jsonMessage
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, m)
	}
	return list
}

// freePort is a TCP port of 127.0.0.1 that nothing uses.
func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// write puts a text into a new file.
func write(t testing.TB, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// officeConfig is a listener with the account shop, routed to the simulator.
func officeConfig(port int) string {
	return fmt.Sprintf(`
[[server]]
name = "office"
listen = "127.0.0.1:%d"

[[account]]
system_id = "shop"
password = "s3cret"
max_binds = 4

[[route]]
account = "shop"
link = "simulator"
`, port)
}

// providerConfig is a client link to a port of this computer.
func providerConfig(port int, systemID, password, more string) string {
	return fmt.Sprintf("[[client]]\nname = \"provider\"\nhost = \"127.0.0.1\"\nport = %d\nsystem_id = %q\npassword = %q\nrate = 0.0\nreconnect_first = \"100ms\"\nreconnect_max = \"1s\"\n%s\n", port, systemID, password, more)
}
