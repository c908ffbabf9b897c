package app

import (
	"io"
	"strings"
	"testing"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/storage"
)

// A file that is added may name what is stored already; what is wrong with it is
// told with its line, also where only both together are wrong.
func TestReadInto(t *testing.T) {
	stored, problems := readConfig([]byte("[[client]]\nname = \"nordic-a\"\nhost = \"127.0.0.1\"\nsystem_id = \"acme\"\npassword = \"s3cret\"\n\n[[server]]\nname = \"office\"\nlisten = \"127.0.0.1:2775\"\n"), gateway.NewConfig())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct{ text, want string }{
		{"[[route]]\nto = \"+46*\"\nlink = \"nordic-a\"\n", ""},
		{"[[client]]\nname = \"nordic-a\"\nhost = \"127.0.0.2\"\nsystem_id = \"acme\"\n", ""},
		{"[[route]]\nto = \"+46*\"\nlink = \"nordic-b\"\n", `f:3: link: there is no link "nordic-b"`},
		{"[[server]]\nname = \"second\"\nlisten = \"127.0.0.1:2775\"\n", "f:3: listen: office already listens there"},
		{"[[server]]\nname = \"nordic-a\"\nlisten = \"127.0.0.1:2777\"\n", "f:2: name: "},
		{"[[account]]\nsystem_id = \"shop\"\npassword = \"one\"\n\n[[account]]\nsystem_id = \"shop\"\npassword = \"two\"\n", `system_id: there is an account "shop" already`},
		{"[[client]]\nname = \"baltic-b\"\nhost = \"127.0.0.1\"\nsystem_id = \"acme\"\n", "a new connection needs a password"},
		{"[[client]]\nname = \"baltic-b\"\nprot = 7\n", "f:3: prot: there is no setting"},
	} {
		_, whole, problems := readInto([]byte(c.text), stored)
		got := problemsIn("f", problems).Error()
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
		if _, ok := whole.Client("nordic-a"); !ok {
			t.Errorf("%s: what was stored is gone", c.text)
		}
	}
	whole := gateway.Merge(stored, func() gateway.Config {
		c, _, _ := readInto([]byte("[[client]]\nname = \"nordic-a\"\nhost = \"127.0.0.1\"\nsystem_id = \"acme\"\n"), stored)
		return c
	}())
	if steps := gateway.Plan(stored, whole); len(steps) != 0 || whole.Clients[0].Password.Reveal() != "s3cret" {
		t.Errorf("the same without its password: %+v", steps)
	}
}

// A file without passwords, as another Relay exports it, can be looked at.
func TestReadConfigForAPreview(t *testing.T) {
	folder := t.TempDir()
	log := logrus.New()
	log.SetOutput(io.Discard)
	h, err := openHouse(t.Context(), storage.Config{Folder: folder, KeyFile: folder + "/relay.key"}, log)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.close() }()
	c, err := h.ReadConfig("f", []byte("[[client]]\nname = \"baltic-b\"\nhost = \"127.0.0.1\"\nsystem_id = \"acme\"\n"))
	if err != nil || len(c.Clients) != 1 || c.Clients[0].KeepPassword {
		t.Errorf("%v %+v", err, c.Clients)
	}
	if _, err := h.ReadConfig("f", []byte("[[client]]\nname = \"baltic-b\"\nport = 70000\nhost = \"127.0.0.1\"\nsystem_id = \"acme\"\n")); err == nil || !strings.Contains(err.Error(), "f:3: port") || strings.Contains(err.Error(), "password") {
		t.Errorf("%v", err)
	}
	if n := len(h.engine.Config().Clients); n != 0 {
		t.Errorf("looking took over %d connections", n)
	}
}
