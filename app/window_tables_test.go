//go:build window && !benchui

package app

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestWindowTables imports an Excel file into the contacts and sends a campaign
// from it, both by the file dialog, and saves what the campaign's screens offer:
// the rows that were left out, and the report.
func TestWindowTables(t *testing.T) {
	s, folder, files := newScreen(t, "1440x900"), t.TempDir(), t.TempDir()
	in := func(name string) string { return filepath.Join(files, name) }
	octets, err := os.ReadFile("../gateway/xlsx/testdata/people.xlsx")
	if err == nil {
		err = os.WriteFile(in("people.xlsx"), octets, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	p := s.window(folder, "1440x900")
	s.tap("Start simulator")
	s.see("SIMULATOR")
	s.key("ctrl+Return")
	s.see("Delivered 1")
	answer := func(title, path string) {
		t.Helper()
		s.see(title)
		s.key("ctrl+a")
		s.typed(path)
		s.key("Return")
		s.gone(title)
	}
	has := func(name string, texts ...string) {
		t.Helper()
		s.until(name+" is written", func() bool {
			b, err := os.ReadFile(in(name))
			for _, x := range texts {
				if err != nil || !strings.Contains(string(b), x) {
					return false
				}
			}
			return true
		})
	}

	t.Log("contacts from Excel")
	s.key("ctrl+4", "ctrl+i")
	answer("Import contacts", in("people.xlsx"))
	s.see("Import people.xlsx")
	s.tap("Numbers without + begin with their country") // Excel keeps no plus sign
	s.tap("Import 2 contacts")
	s.see("2 added")
	s.tap("Show them")
	s.see("Anna Kovács")

	t.Log("a table that is dropped on the contacts, as a file manager does")
	if err := os.WriteFile(in("Möbel kunden.csv"), []byte("name;phone\nDóra;+36301234569\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.drop(p, in("Möbel kunden.csv"))
	s.see("Import Möbel kunden.csv")
	s.key("Escape")
	s.gone("Import Möbel kunden.csv")
	s.see("Anna Kovács")
	s.key("ctrl+1")
	s.see("Delivered")
	s.drop(p, in("Möbel kunden.csv")) // elsewhere it begins a campaign
	s.see("Möbel kunden.csv: 1 row.")

	t.Log("a campaign from the same file")
	s.key("ctrl+6", "ctrl+i")
	answer("Recipients of a campaign", in("people.xlsx"))
	s.see("Use this table?") // another one was begun
	s.key("Return")
	s.see("people.xlsx: 3 rows.")
	s.tap("Next")
	s.see("The phone numbers are in")
	s.see("1 of the first 3 rows")
	s.tap("Numbers without + begin with their country")
	s.see("2 of the first 3 rows")
	s.tap("Next")
	s.see("A tap puts a field")
	s.typed("Hello {Name}.")
	s.tap("Next")
	s.see("messages will go out")
	s.tap("Save left-out rows…")
	answer("Save the report", in("left out.csv"))
	has("left out.csv", "Cili")
	s.tap("Next")
	s.see("It starts as soon as you send it.")
	s.key("ctrl+Return")
	s.see("You can pause or stop the campaign at")
	s.key("Return")
	s.until("both are delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 3 }) // with the first one
	s.see("nothing is left to send")
	s.tap("Export report…")
	answer("Save the report", in("report.csv"))
	has("report.csv", `"row","to","state","reason","text","message","sent_at"`, "Hello Anna Kovács.", "delivered")

	s.close(p)
}

// drop drops a file onto the program's window with the protocol of X11 (XDND).
func (s *screen) drop(p *program, file string) {
	s.t.Helper()
	id := strings.Fields(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid)))[0]
	cmd := exec.Command("python3", "testdata/drop.py", id, file)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("the drop: %v %s", err, out)
	}
}
