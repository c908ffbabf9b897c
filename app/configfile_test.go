package app

import (
	"reflect"
	"strings"
	"testing"

	"relay/gateway"
)

// FuzzConfig reads any file without a panic, names a line for whatever is wrong
// with it, and writes what is right so that it reads the same.
func FuzzConfig(f *testing.F) {
	f.Add(officeConfig(2775) + providerConfig(2776, "acme", "secret", "window = 7\nlong = \"sar\"\noutbind_listen = \"0.0.0.0:2780\""))
	f.Add("[[client]]\nname = \"a\"\nwindwo = 5\nport = \"x\"\n\n[[server]]\nlisten = \"nowhere\"\n")
	f.Add("[[route]]\naccount = \"*\"\nto = \"+36*\"\nlink = [\"a\", \"simulator\"]\nweight = -1\n")
	f.Add("[general]\ncountry = \"HU\"\npdu_days = 7\n[simulator]\nenabled = true\nscenario = \"busy\"\n")
	f.Add("client = 3\n[[account]]\nsystem_id = \"x\"\npassword_hash = \"$argon2id$\"\nbinds = [1]\nallow_from = [\"::/0\"]\n")
	f.Add(ruleFile)
	f.Add("[[rule]]\nname = \"a\"\nmatch = \"regexp\"\ntext = \"(\"\nanswer = \"{x}\\u0007\"\n[optout]\nstop = \"STOP\"\nstart = [1]\n")
	f.Add("a = [\n")
	f.Add("[[client]]\nenquire_link = \"-1h\"\nrate = nan\nreconnect_max = \"9999999999h\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "password_file") || strings.Contains(text, "password_env") {
			return // files and environment of this machine are no matter of the parser's
		}
		c, problems := readConfig([]byte(text), gateway.Config{})
		for _, p := range problems {
			if p.String() == "" || strings.Contains(p.String(), "%!") {
				t.Errorf("a problem reads %q", p.String())
			}
		}
		if len(problems) > 0 {
			return
		}
		written := writeConfig(c, true)
		again, problems := readConfig([]byte(written), gateway.Config{})
		for i := range c.Accounts {
			// What is typed is written as its hash, which an import makes.
			if c.Accounts[i].PasswordHash == "" {
				return
			}
		}
		if len(problems) > 0 || !reflect.DeepEqual(c, again) {
			t.Errorf("%v\n%+v\n%+v\n%s", problems, c, again, written)
		}
	})
}

// An import takes over what a file says of the simulator and in general, and one
// that says nothing of them leaves them.
func TestImportTakesTheWholeFile(t *testing.T) {
	folder := t.TempDir()
	at(t, folder, "config", "import", write(t, "[simulator]\nscenario = \"slow\"\n[general]\ncountry = \"HU\"\n"))
	at(t, folder, "config", "import", write(t, "[[client]]\nname = \"a\"\nhost = \"simulator\"\nsystem_id = \"x\"\npassword = \"y\"\nenabled = false\n"))
	out := at(t, folder, "config", "export", "-")
	for _, want := range []string{`scenario = "slow"`, `country = "HU"`, `name = "a"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not there:\n%s", want, out)
		}
	}
}
