package app

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"relay/gateway"
	"relay/ui/connections"
)

// Every sample whose language is at hand binds to a running Relay, sends one
// message and prints the id that Relay gave.
func TestSamplesRun(t *testing.T) {
	run := map[string]struct {
		file  string
		build [][]string // before it runs
		run   []string
	}{
		"Python":     {"send.py", nil, []string{"python3", "send.py"}},
		"JavaScript": {"send.js", nil, []string{"node", "send.js"}},
		"Java":       {"Send.java", nil, []string{"java", "Send.java"}},
		"PHP":        {"send.php", nil, []string{"php", "send.php"}},
		"C++":        {"send.cpp", [][]string{{"c++", "-std=c++17", "send.cpp", "-o", "send"}}, []string{"./send"}},
	}
	port := freePort(t)
	s, a := gateway.NewServer(), gateway.NewAccount()
	s.Name, s.Listen, a.SystemID = "office", fmt.Sprintf("127.0.0.1:%d", port), "shop"
	folder, config := t.TempDir(), filepath.Join(t.TempDir(), "relay.toml")
	text := "[[server]]\nname = \"office\"\nlisten = \"" + s.Listen + "\"\n[[account]]\nsystem_id = \"shop\"\npassword = \"s3cret\"\n[[route]]\naccount = \"shop\"\nlink = \"inbox\"\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	serving(t, folder, "--config", config)
	ran := 0
	for _, x := range connections.Samples(gateway.Config{Servers: []gateway.ServerConfig{s}}, gateway.Status{}, a) {
		r, ok := run[x.Language]
		if !ok || !atHand(append(r.build, r.run)[0][0]) {
			t.Logf("%s is not here", x.Language)
			continue
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, r.file), []byte(x.Code), 0o600); err != nil {
			t.Fatal(err)
		}
		for i, args := range append(r.build, append(r.run, "36301234567")) {
			cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
			cmd.Dir, cmd.Env = dir, append(os.Environ(), "RELAY_PASSWORD=s3cret")
			out, err := cmd.CombinedOutput()
			if err != nil || i == len(r.build) && !strings.HasPrefix(string(out), "message_id 1") {
				t.Errorf("%s: %v\n%s", x.Language, err, out)
			}
		}
		ran++
	}
	if got := listed(t, folder, "--box", "in"); len(got) != ran {
		t.Errorf("%d samples ran, and %d messages are here", ran, len(got))
	}
}

// atHand tells whether a language is at hand and runs at all.
func atHand(name string) bool { return exec.Command(name, "--version").Run() == nil }
