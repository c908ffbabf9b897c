//go:build window && !benchui

package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWindowFiles writes and reads every kind of file by the window's dialogs,
// with the keyboard in each.
func TestWindowFiles(t *testing.T) {
	s, p, folder := simulated(t, "1440x900")
	files := t.TempDir()
	s.key("ctrl+Return")
	s.see("Delivered 1")
	in := func(name string) string { return filepath.Join(files, name) }
	has := func(name, text string) {
		t.Helper()
		s.until(name+" is written", func() bool {
			b, err := os.ReadFile(in(name))
			return err == nil && strings.Contains(string(b), text)
		})
	}
	answer := func(title, path string) {
		t.Helper()
		s.see(title)
		s.key("ctrl+a")
		s.typed(path)
		s.key("Return")
		s.gone(title)
	}

	t.Log("contacts: CSV and vCard, in and out")
	if err := os.WriteFile(in("people.csv"), []byte("name;phone\nAnna;+36301234567\nBert;+36301234568\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.key("ctrl+4", "ctrl+i")
	answer("Import contacts", in("people.csv"))
	s.tap("Import 2 contacts")
	s.see("2 added")
	s.tap("Show them")
	s.see("Bert")
	s.key("ctrl+e")
	s.see("vCard 4.0")
	s.key("Down", "Down", "Down", "Return")
	answer("Export contacts", in("people.vcf"))
	has("people.vcf", "FN:Bert")
	s.key("ctrl+i")
	answer("Import contacts", in("people.vcf"))
	s.see("people.vcf")
	s.key("Escape")

	t.Log("the configuration, out and in")
	s.key("ctrl+comma")
	s.tap("Back-up")
	s.tap("Export configuration…")
	answer("Export the configuration", in("office")) // its extension comes by itself
	has("office.toml", `name = "loopback"`)
	b, err := os.ReadFile(in("office.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in("other.toml"), []byte(strings.ReplaceAll(string(b), "loopback", "second")), 0o600); err != nil {
		t.Fatal(err)
	}
	s.tap("Import configuration…")
	s.see("Import a configuration")
	s.typed("oth") // one file begins so, in the folder of the last one
	s.key("Return")
	s.see("What is ticked is added")
	s.key("Return")
	s.see("other.toml is imported.")
	s.see("second")

	t.Log("a back-up, and its restore")
	s.key("ctrl+comma")
	s.tap("Back-up")
	s.tap("Choose…")
	s.see("Folder of the back-up")
	s.key("Return") // the folder of the last file
	s.gone("Folder of the back-up")
	s.tap("Write back-up")
	s.see("Written: ")
	made, err := filepath.Glob(in("relay-*"))
	if err != nil || len(made) != 1 {
		t.Fatalf("%q %v", made, err)
	}
	s.lower("Choose…")
	answer("Back-up to restore", made[0])
	s.tap("Restore…")
	s.see("Restore this back-up?")
	s.key("Tab", "Return") // Cancel has the focus: this can't be undone
	s.see("Restart now?")
	s.key("Escape")

	t.Log("PDUs: saved as a capture, and opened")
	s.key("ctrl+9")
	s.see("submit_sm_resp")
	s.tap("Save")
	s.see("The whole log: Capture for Wireshark (pcapng)")
	s.key("Down", "Return")
	answer("Save PDUs", in("log.pcapng"))
	has("log.pcapng", "\x0a\x0d\x0d\x0a")
	s.see("saved in log.pcapng")
	s.key("ctrl+i")
	answer("Open a capture", in("log.pcapng"))
	s.see("PDUs in this file, passwords masked")
	s.see("submit_sm_resp")
	s.key("Escape")
	s.gone("PDUs in this file, passwords masked")

	t.Log("one person's data")
	s.key("ctrl+comma")
	s.tap("Privacy")
	s.tap("+36301234567") // the place-holder of the number
	s.typed("+99912345670")
	s.key("Return")
	s.until("what is kept is found", func() bool {
		return len(s.things("widgets.Button", "Export…")) == 1 && !s.things("widgets.Button", "Export…")[0].Off
	})
	s.tap("Export…")
	answer("Export what is kept about this number", in("person.jsonl"))
	has("person.jsonl", "99912345670")
	s.tap("Export trail…")
	answer("Export the audit trail", in("trail.csv"))
	has("trail.csv", `"exported","…5670: `)
	if info, err := os.Stat(in("person.jsonl")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	s.close(p)

	t.Log("the next start puts the back-up in force, and says so")
	p = s.window(folder, "1440x900")
	s.see("The back-up is in force.")
	s.see("The former data is kept")
	s.key("ctrl+comma")
	s.tap("Privacy")
	s.see("the back-up is in force") // in the trail
	s.tap("Storage")
	s.see("that a restore kept aside.")
	s.tap("Delete…")
	s.see("Delete the former data?")
	s.key("Tab", "Return") // Cancel has the focus
	s.see("The former data is deleted.")
	if left, err := filepath.Glob(filepath.Join(folder, "*before-restore*")); err != nil || len(left) > 0 {
		t.Errorf("%q %v", left, err)
	}
	s.close(p)
}

// lower clicks the lowest of the things with this word.
func (s *screen) lower(word string) {
	s.t.Helper()
	var x thing
	for _, y := range s.things("widgets.Button", word) {
		if y.Text == word && y.Y > x.Y {
			x = y
		}
	}
	s.click(x.X+x.W/2, x.Y+x.H/2)
}
