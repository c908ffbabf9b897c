package app

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestExitCodes(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		args string
		code int
		say  string // in stderr
	}{
		{"decode 00000010000000150000000000000001", 0, ""},
		{"decode 000000100000", 1, ""},
		{"decode 0000001g", 2, "neither hex nor a file"},
		{"segment hello", 0, ""},
		{"segment --coding morse hello", 2, "morse"},
		{"segment --coding euc-kr hello", 0, ""},
		{"segment --long pigeon hello", 2, "udh8, udh16, sar or payload"},
		{"frobnicate", 2, "frobnicate"},
		{"messages --box middle", 2, "in or out"},
		{"messages --state lost", 2, "lost"},
		{"pdus --filter cmd==", 2, "--filter"},
		{"send --to +36301234567", 2, "needs --to and a text"},
		{"send --wait forever --to +36301234567 x", 2, "queued, accepted or receipt"},
		{"erase", 2, "whose data"},
		{"erase --subject Zaphod", 1, "no Relay data"},
		{"export --subject +36301234567", 2, "name one file"},
		{"export --subject +36301234567 --csv --json x", 2, "choose one"},
		{"backup", 2, "name one file"},
		{"restore", 2, "name one back-up"},
		{"restore /nonexistent", 1, "there is no file"},
		{"config check /nonexistent/file.toml", 2, "can't be read"},
		{"--nonsense", 2, "nonsense"},
	} {
		t.Run(c.args, func(t *testing.T) {
			code, _, errs := run(t, "", append(flags(folder), strings.Fields(c.args)...)...)
			if code != c.code || !strings.Contains(errs, c.say) {
				t.Errorf("exit %d, want %d; stderr %q lacks %q", code, c.code, errs, c.say)
			}
			if code != 0 && c.say != "" && strings.Count(strings.TrimSpace(errs), "\n") > 0 {
				t.Errorf("more than one line: %q", errs)
			}
		})
	}
}

func TestEveryCommandHelpsWithAnExample(t *testing.T) {
	for _, name := range []string{"serve", "demo", "send", "messages", "pdus", "decode", "segment", "diagnose", "pics", "config", "config import", "config export", "config check", "erase", "export", "backup", "restore"} {
		code, out, errs := run(t, "", append(strings.Fields(name), "--help")...)
		if code != 0 || !strings.Contains(out, "relay "+strings.Fields(name)[0]) {
			t.Errorf("%s --help: exit %d\n%s%s", name, code, out, errs)
		}
		if !strings.Contains(out, "Example:") && name != "config" {
			t.Errorf("%s --help shows no example:\n%s", name, out)
		}
	}
}

// A container's locale is no reason to complain.
func TestQuietUnderTheCLocale(t *testing.T) {
	cmd := exec.Command(os.Args[0], "decode", "00000010000000150000000000000001")
	cmd.Env = append(os.Environ(), programEnv+"=1", "LANG=C.UTF-8", "LC_ALL=", "LC_MESSAGES=")
	p := start(t, cmd)
	if code := p.wait(); code != 0 || p.stderr() != "" {
		t.Errorf("exit %d, stderr %q", code, p.stderr())
	}
}

func TestSegmentShowsEveryWayToSend(t *testing.T) {
	long := strings.Repeat("a", 200)
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"--long", "udh16", long}, []string{"2 part(s)", "152 of 152 septets, 159 octets: 06080400010201"}},
		{[]string{"--long", "sar", long}, []string{"part 2: 47 of 153 septets, 47 octets, sar_segment_seqnum 2 of 2, sar_msg_ref_num 1: 6161"}},
		{[]string{"--long", "payload", long}, []string{"1 part(s)", "200 octets, message_payload, the message centre makes 2 of it"}},
		{[]string{"--national", long + "ş"}, []string{"single shift: Turkish", ": 080003010202240101"}},
		{[]string{"--coding", "iso-2022-jp", "日本"}, []string{"data_coding 0x0A, 10 octets", ": 1b2442467c4b5c1b2842"}},
		{[]string{"--coding", "shift-jis", "--json", "日本"}, []string{`{"coding":"shift-jis","parts":[{"units":4,"octets_hex":"93fa967b"}]}`}},
		{[]string{"--coding", "binary", "00 ff"}, []string{"binary, data_coding 0x04, 2 octets", ": 00ff"}},
	} {
		code, out, errs := run(t, "", append([]string{"segment"}, c.args...)...)
		for _, s := range c.says {
			if code != 0 || !strings.Contains(out, s) {
				t.Errorf("segment %.60q: exit %d\n%s%s\nwant %q", c.args, code, out, errs, s)
			}
		}
	}
}

func TestDemoDeliversThree(t *testing.T) {
	code, out, errs := run(t, "", "demo")
	if code != 0 || strings.Count(out, "DELIVRD") < 3 || !strings.Contains(out, "All three messages were delivered.") {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
}

func TestConfigCheckNamesTheLine(t *testing.T) {
	file := write(t, "[[client]]\nname = \"a\"\nhost = \"h\"\nsystem_id = \"s\"\npassword = \"p\"\nwindwo = 5\nport = \"x\"\n\n[[server]]\nname = \"b\"\nlisten = \"nowhere\"\n")
	code, _, errs := run(t, "", append(flags(t.TempDir()), "config", "check", file)...)
	if code != 2 {
		t.Errorf("exit %d", code)
	}
	for _, want := range []string{file + `:6: windwo: there is no setting "windwo"; did you mean "window"?`, file + ":7: port: ", file + ":11: listen: "} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in\n%s", want, errs)
		}
	}
}

func TestConfigRoundTrip(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	first := write(t, officeConfig(2775)+providerConfig(2776, "acme", "secret", "window = 7\ndefault_sender = \"Shop\""))
	at(t, a, "config", "import", first)
	out := filepath.Join(t.TempDir(), "out.toml")
	at(t, a, "config", "export", "--secrets", out)
	at(t, b, "config", "import", out)
	again := filepath.Join(t.TempDir(), "again.toml")
	at(t, b, "config", "export", "--secrets", again)
	x, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(again)
	if err != nil {
		t.Fatal(err)
	}
	if string(x) != string(y) || !strings.Contains(string(x), "window = 7") || !strings.Contains(string(x), `password = "secret"`) || strings.Contains(string(x), "s3cret") {
		t.Errorf("first\n%s\nagain\n%s", x, y)
	}
	plain := filepath.Join(t.TempDir(), "plain.toml")
	at(t, a, "config", "export", plain)
	if z, _ := os.ReadFile(plain); strings.Contains(string(z), "secret\"") {
		t.Errorf("a password is in an export without --secrets:\n%s", z)
	}
}

func TestSecondInstance(t *testing.T) {
	folder := t.TempDir()
	p := serving(t, folder)
	code, _, errs := run(t, "", append(flags(folder), "serve")...)
	if code != 1 || !strings.Contains(errs, "in use by a running Relay") {
		t.Errorf("a second serve: exit %d, %q", code, errs)
	}
	at(t, folder, "config", "import", write(t, "[[client]]\nname = \"loopback\"\nhost = \"simulator\"\nsystem_id = \"relay\"\npassword = \"relay\"\n"))
	out := at(t, folder, "send", "--link", "loopback", "--from", "Relay", "--to", "+9990000000", "--wait", "receipt", "handed over")
	if !strings.Contains(out, "delivered") {
		t.Errorf("send said %q", out)
	}
	p.terminate()
	if list := listed(t, folder); len(list) != 1 || list[0].State != "delivered" {
		t.Errorf("%+v", list)
	}
}

func TestSendWithoutARunningRelay(t *testing.T) {
	folder := t.TempDir()
	at(t, folder, "config", "import", write(t, "[[client]]\nname = \"loopback\"\nhost = \"simulator\"\nsystem_id = \"relay\"\npassword = \"relay\"\n"))
	lines := `{"key":"k1","from":"Shop","to":"+9990000000","text":"one"}
{"key":"k2","from":"Shop","to":"+9990000003","text":"two"}
`
	code, out, errs := run(t, lines, append(flags(folder), "send", "--link", "loopback", "--jsonl", "-", "--wait", "receipt")...)
	if code != 1 {
		t.Fatalf("one of two fails, so the exit is 1, not %d\n%s%s", code, out, errs)
	}
	code, again, errs := run(t, lines[:strings.IndexByte(lines, '\n')+1], append(flags(folder), "send", "--link", "loopback", "--jsonl", "-", "--wait", "queued")...)
	if code != 0 || !strings.Contains(again, `"duplicate":true`) {
		t.Errorf("a known key: exit %d %s%s", code, again, errs)
	}
	states := map[string]string{}
	for _, m := range listed(t, folder) {
		states[m.Key] = m.State
	}
	if len(states) != 2 || states["k1"] != "delivered" || states["k2"] != "failed" {
		t.Errorf("%v", states)
	}
}

// A file without a link keeps what waits for it, says how many that are, and they
// go when a file has it again.
func TestServeSaysWhatWaitsForARemovedLink(t *testing.T) {
	folder := t.TempDir()
	link := "[[client]]\nname = \"loopback\"\nhost = \"simulator\"\nsystem_id = \"relay\"\npassword = \"relay\"\n"
	at(t, folder, "config", "import", write(t, link+"enabled = false\n"))
	for _, text := range []string{"one", "two"} {
		at(t, folder, "send", "--link", "loopback", "--from", "Relay", "--to", "+9990000000", "--wait", "queued", text)
	}
	p := serving(t, folder, "--config", write(t, "[general]\ncountry = \"HU\"\n"))
	p.terminate()
	if said := p.stderr(); !strings.Contains(said, "loopback") || !strings.Contains(said, "messages that wait for it: 2") {
		t.Errorf("it said %q", said)
	}
	for _, m := range listed(t, folder) {
		if m.State != "queued" {
			t.Errorf("%+v", m)
		}
	}
	p = serving(t, folder, "--config", write(t, link))
	defer p.terminate()
	waitFor(t, "both have gone", func() bool { return len(listed(t, folder, "--state", "delivered")) == 2 })
}

func TestBadPlaces(t *testing.T) {
	t.Run("port in use", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		p := relay(t, t.TempDir(), "serve", "--config", write(t, officeConfig(l.Addr().(*net.TCPAddr).Port)))
		if code := p.wait(); code != 1 || !strings.Contains(p.stderr(), "in use") {
			t.Errorf("exit %d\n%s", code, p.stderr())
		}
	})
	t.Run("folder that is a file", func(t *testing.T) {
		code, _, errs := run(t, "", "--data", write(t, "x"), "serve")
		if code != 1 || !strings.Contains(errs, "--data") {
			t.Errorf("exit %d, %q", code, errs)
		}
	})
	t.Run("a database that is none", func(t *testing.T) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "relay.db"), []byte(strings.Repeat("this is no database ", 100)), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, errs := run(t, "", append(flags(folder), "serve")...)
		if code != 1 || strings.TrimSpace(errs) == "" {
			t.Errorf("exit %d, %q", code, errs)
		}
	})
	t.Run("a bad file", func(t *testing.T) {
		code, _, errs := run(t, "", append(flags(t.TempDir()), "serve", "--config", write(t, "[[clint]]\n"))...)
		if code != 2 || !strings.Contains(errs, ":1: ") {
			t.Errorf("exit %d, %q", code, errs)
		}
	})
	t.Run("a port that speaks something else", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = io.WriteString(c, "SSH-2.0-OpenSSH_9.2\r\n")
				go func() { _, _ = io.Copy(io.Discard, c) }()
			}
		}()
		folder := t.TempDir()
		at(t, folder, "config", "import", write(t, providerConfig(l.Addr().(*net.TCPAddr).Port, "acme", "secret", "bind_timeout = \"2s\"")))
		code, out, errs := run(t, "", append(flags(folder), "diagnose", "--link", "provider")...)
		if code != 1 || !strings.Contains(out, "is no SMPP: an SSH server answers there") {
			t.Errorf("exit %d\n%s%s", code, out, errs)
		}
	})
	t.Run("wrong password", func(t *testing.T) {
		folder, port := t.TempDir(), freePort(t)
		serving(t, folder, "--config", write(t, officeConfig(port)))
		client := t.TempDir()
		at(t, client, "config", "import", write(t, providerConfig(port, "shop", "wrong", "")))
		code, out, errs := run(t, "", append(flags(client), "diagnose", "--link", "provider")...)
		if code != 1 || !strings.Contains(out, "ESME_RBINDFAIL") {
			t.Errorf("exit %d\n%s%s", code, out, errs)
		}
	})
}

func TestDecodeJSON(t *testing.T) {
	code, out, errs := run(t, "", "decode", "--json", "00 00 00 10 00 00 00 15 00 00 00 00 00 00 00 07 0000001080000015000000000000 0007")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) != 2 {
		t.Fatalf("exit %d, %d lines\n%s%s", code, len(lines), out, errs)
	}
	var pdu struct {
		Command  string `json:"command"`
		Sequence uint32 `json:"sequence_number"`
		Layout   []any  `json:"layout"`
	}
	if err := json.Unmarshal([]byte(lines[1]), &pdu); err != nil || pdu.Command != "enquire_link_resp" || pdu.Sequence != 7 || len(pdu.Layout) == 0 {
		t.Errorf("%v %+v\n%s", err, pdu, lines[1])
	}
}

func TestMalformedPDUIsExplainedAndFails(t *testing.T) {
	bad := make([]byte, 20)
	binary.BigEndian.PutUint32(bad, 20)
	binary.BigEndian.PutUint32(bad[4:], 4)
	code, out, errs := run(t, "", "decode", hex.EncodeToString(bad))
	if code != 1 || !strings.Contains(out, "submit_sm") || !strings.Contains(out+errs, "octet") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestNoPasswordOnDiskOrInLogs(t *testing.T) {
	folder, port := t.TempDir(), freePort(t)
	const clientSecret, accountSecret = "Zx9qPw7v", "Kj3mTn5b"
	config := strings.Replace(officeConfig(port), "s3cret", accountSecret, 1) + providerConfig(port, "shop", clientSecret, "")
	p := serving(t, folder, "--config", write(t, config))
	code, _, _ := run(t, "", append(flags(folder), "send", "--link", "provider", "--from", "A", "--to", "+36301234567", "--wait", "queued", "text")...)
	if code != 0 {
		t.Errorf("send: exit %d", code)
	}
	at(t, folder, "pdus", "--json")
	p.terminate()
	if log := p.stderr(); strings.Contains(log, clientSecret) || strings.Contains(log, accountSecret) {
		t.Errorf("a password is in the log:\n%s", log)
	}
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return nil // a socket
		}
		for _, s := range []string{clientSecret, accountSecret, hex.EncodeToString([]byte(clientSecret))} {
			if strings.Contains(string(b), s) {
				t.Errorf("%s holds a password", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder's mode is %v, %v", info.Mode(), err)
	}
}
