//go:build linux

package app

import (
	"database/sql"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"relay/gateway/smpp"
)

// fileLimit bounds how large a file the process may write, as a full disk would.
func (p *program) fileLimit(octets uint64) {
	p.t.Helper()
	if err := unix.Prlimit(p.cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: octets, Max: unix.RLIM_INFINITY}, nil); err != nil {
		p.t.Fatal(err)
	}
}

// largest is the size of the largest file of the database.
func largest(t *testing.T, folder string) uint64 {
	t.Helper()
	var n int64
	for _, name := range []string{"relay.db", "relay.db-wal"} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		n = max(n, info.Size())
	}
	return uint64(n)
}

// faultHouse is a gateway with an unlimited account whose messages go to v.
func faultHouse(t *testing.T, folder string, port int, v *recorder) *program {
	t.Helper()
	config := providerConfig(v.port, "relay", "relay", "window = 20") + strings.NewReplacer(`"simulator"`, `"provider"`, "max_binds = 4", "max_binds = 4\nrate = 0.0").Replace(officeConfig(port))
	return serving(t, folder, "--config", write(t, config))
}

// settled waits until everything that was accepted has reached the provider and
// is stored so, without a restart, and compares.
func settled(t *testing.T, folder string, v *recorder, ids []string) {
	t.Helper()
	waitFor(t, "everything has left", func() bool {
		return len(listed(t, folder, "--state", "queued"))+len(listed(t, folder, "--state", "sending")) == 0
	})
	stored := map[string]bool{}
	for _, m := range listed(t, folder) {
		if m.State != "accepted" || m.PossibleDuplicate {
			t.Errorf("%+v", m)
		}
		stored[*m.AccountMessageID] = true
	}
	for _, id := range ids {
		if !stored[id] {
			t.Errorf("%s was answered and is not there", id)
		}
	}
	total := 0
	for _, n := range v.counts() {
		total += n
	}
	if total != len(stored) {
		t.Errorf("%d reached the provider, %d are stored", total, len(stored))
	}
}

// While the disk is full submits are refused, never taken; the gateway says so
// within two seconds, stays up, and goes on by itself when there is room.
func TestDiskFull(t *testing.T) {
	folder, port, v := t.TempDir(), freePort(t), newRecorder(t)
	p := faultHouse(t, folder, port, v)
	c := bindESME(t, port)
	statuses, ids := c.submitted(50)
	p.fileLimit(largest(t, folder) + 256<<10)
	var full time.Time
	for range 1000 {
		more, good := c.submitted(40)
		statuses, ids = append(statuses, more...), append(ids, good...)
		if len(good) < len(more) {
			if full.IsZero() {
				full = time.Now()
			} else if len(good) == 0 {
				break // nothing more fits
			}
		}
	}
	if full.IsZero() {
		t.Fatal("it never was full")
	}
	for _, st := range statuses {
		if st != smpp.ROK && st != smpp.RMSGQFUL && st != smpp.RSYSERR {
			t.Fatalf("answered with %s", st.Name())
		}
	}
	for !strings.Contains(p.stderr(), "can not be written") {
		if time.Since(full) > 2*time.Second {
			t.Fatalf("not told within 2 s:\n%s", p.stderr())
		}
		pass(20 * time.Millisecond)
	}
	if !c.request(&smpp.PDU{}, smpp.EnquireLink, func(*smpp.PDU) {}) || c.read() == nil {
		t.Error("the session does not answer")
	}
	p.fileLimit(unix.RLIM_INFINITY)
	lifted := time.Now()
	for {
		_, good := c.submitted(1)
		if ids = append(ids, good...); len(good) == 1 {
			break
		}
		if time.Since(lifted) > 10*time.Second {
			t.Fatal("nothing is taken 10 s after there is room")
		}
		pass(100 * time.Millisecond)
	}
	settled(t, folder, v, ids)
	t.Logf("%d taken; room was used %s after it came", len(ids), time.Since(lifted).Round(time.Millisecond))
	_ = c.conn.Close()
	p.terminate()
}

// lockedFor is how long another process holds the database: longer than SQLite
// waits by itself, and 30 s where there is time.
var lockedFor = flag.Duration("locked", 7*time.Second, "how long another process holds the database in TestDatabaseLocked")

// A database that another process holds delays answers; nothing is lost and the
// gateway goes on when it is released.
func TestDatabaseLocked(t *testing.T) {
	folder, port, v := t.TempDir(), freePort(t), newRecorder(t)
	p := faultHouse(t, folder, port, v)
	c := bindESME(t, port)
	_, ids := c.submitted(20)
	other, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "relay.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	released := make(chan error, 1)
	time.AfterFunc(*lockedFor, func() {
		_, err := other.Exec("ROLLBACK")
		released <- err
	})
	if !c.request(&smpp.PDU{}, smpp.EnquireLink, func(*smpp.PDU) {}) {
		t.Error("the session is gone")
	}
	if r := c.read(); r == nil || r.ID != smpp.EnquireLink.Response() {
		t.Errorf("enquire_link while locked: %+v", r)
	}
	statuses, good := c.submitted(40)
	if err := <-released; err != nil {
		t.Fatal(err)
	}
	ids = append(ids, good...)
	for _, st := range statuses {
		if st != smpp.ROK && st != smpp.RMSGQFUL {
			t.Errorf("answered with %s", st.Name())
		}
	}
	_, good = c.submitted(20)
	if ids = append(ids, good...); len(good) != 20 {
		t.Errorf("%d of 20 are taken after the release", len(good))
	}
	settled(t, folder, v, ids)
	_ = c.conn.Close()
	p.terminate()
}

// A folder that may not be written ends the start with a line that says so.
func TestDatabaseReadOnly(t *testing.T) {
	folder := t.TempDir()
	serving(t, folder).terminate()
	// A process without rights over the files, even where the tests run as root.
	place, err := os.MkdirTemp("", "relay-read-only")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(place)
	name := filepath.Join(place, "relay")
	if err := errors.Join(os.Chmod(place, 0o755), copyFile(name, os.Args[0])); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(place, "data")
	if err := errors.Join(os.Mkdir(data, 0o755), copyFile(filepath.Join(data, "relay.db"), filepath.Join(folder, "relay.db")),
		os.Chmod(filepath.Join(data, "relay.db"), 0o444), os.Chmod(data, 0o555)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, append(flags(data), "serve")...)
	cmd.Env = append(os.Environ(), programEnv+"=1")
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	p := start(t, cmd)
	if code := p.wait(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if text := strings.TrimSpace(p.stderr()); strings.Count(text, "\n") > 0 || !strings.Contains(text, data) || !strings.Contains(text, "--data") {
		t.Errorf("it said %q", text)
	}
}

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o755)
}
