package app

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/storage"
)

// holding counts a word in every file of a folder.
func holding(t *testing.T, folder, word string) (n int) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		b, err := os.ReadFile(name)
		if err == nil {
			n += strings.Count(string(b), word)
		}
	}
	return n
}

// One number is exported and erased while Relay runs, and once more when it
// does not.
func TestEraseOverTheCommandLine(t *testing.T) {
	const number, other, text = "36207654321", "36207654322", "Zaphod meets Trillian"
	folder := t.TempDir()
	p := serving(t, folder, "--config", write(t, "[general]\ncountry = \"HU\"\n[[client]]\nname = \"away\"\nhost = \"simulator\"\nsystem_id = \"relay\"\npassword = \"relay\"\n"))
	for _, to := range []string{number, other} {
		at(t, folder, "send", "--link", "away", "--from", "Shop", "--to", "+"+to, "--wait", "receipt", text)
	}
	code, out, errs := run(t, "", append(flags(folder), "erase", "--subject", "06 20 765 4321")...)
	if code != 1 || !strings.Contains(out, "Messages to it") || !strings.Contains(errs, "--yes") || holding(t, folder, number) == 0 {
		t.Errorf("without --yes: exit %d\n%s%s", code, out, errs)
	}
	if code, _, errs := run(t, "", append(flags(folder), "erase", "--subject", "Zaphod")...); code != 2 || !strings.Contains(errs, "no phone number") {
		t.Errorf("a name: exit %d, %s", code, errs)
	}
	file := filepath.Join(t.TempDir(), "person.jsonl")
	at(t, folder, "export", "--subject", "+"+number, file)
	exported, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(exported), text) || strings.Contains(string(exported), other) {
		t.Fatalf("%v\n%s", err, exported)
	}
	for line := range strings.Lines(string(exported)) {
		var v map[string]any
		if err := json.Unmarshal([]byte(line), &v); err != nil || v["class"] == "" {
			t.Errorf("%v: %s", err, line)
		}
	}
	if code, _, errs := run(t, "", append(flags(folder), "export", "--subject", "+"+number, file)...); code != 2 || !strings.Contains(errs, "is there already") {
		t.Errorf("over a file: exit %d, %s", code, errs)
	}
	if out := at(t, folder, "erase", "--subject", "+"+number, "--yes"); !strings.Contains(out, "nothing is left") {
		t.Errorf("%s", out)
	}
	if n := holding(t, folder, number); n != 0 {
		t.Errorf("%d remain while it runs", n)
	}
	p.terminate()
	if n := holding(t, folder, number); n != 0 {
		t.Errorf("%d remain", n)
	}
	if holding(t, folder, other) == 0 {
		t.Fatal("another number went too")
	}
	if out := at(t, folder, "erase", "--subject", "+"+other, "--yes"); !strings.Contains(out, "nothing is left") || holding(t, folder, other)+holding(t, folder, text) != 0 {
		t.Errorf("%s", out)
	}
	h, err := openHouse(t.Context(), storage.Config{Folder: folder, KeyFile: filepath.Join(folder, "relay.key")}, newLog(io.Discard)) // the report is kept
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.close() }()
	r, ok, err := h.LastErasure(t.Context())
	if err != nil || !ok || r.Number != "…"+other[len(other)-4:] || !r.Verified() || r.Total() == 0 || time.Since(r.At) > limit {
		t.Errorf("the last report is %+v, %v, %v", r, ok, err)
	}
}

// A back-up beside traffic comes back at the next start, without what was erased
// since.
func TestRestoreOverTheCommandLine(t *testing.T) {
	const number, other = "36207654321", "36207654322"
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "office.relay")
	config := write(t, "[[client]]\nname = \"away\"\nhost = \"simulator\"\nsystem_id = \"relay\"\npassword = \"relay\"\n")
	p := serving(t, folder, "--config", config)
	for _, to := range []string{number, other} {
		at(t, folder, "send", "--link", "away", "--from", "Shop", "--to", "+"+to, "--wait", "receipt", "hello")
	}
	if out := at(t, folder, "backup", file); !strings.Contains(out, "2 messages") || !strings.Contains(out, "passwords") {
		t.Errorf("%s", out)
	}
	at(t, folder, "send", "--link", "away", "--from", "Shop", "--to", "+"+other, "--wait", "receipt", "later")
	at(t, folder, "erase", "--subject", "+"+number, "--yes")
	if out := at(t, folder, "restore", file); !strings.Contains(out, "2 messages") {
		t.Errorf("%s", out)
	}
	if n := len(listed(t, folder)); n != 2 {
		t.Errorf("%d messages before the restart", n)
	}
	p.terminate()
	p = serving(t, folder)
	if kept, err := filepath.Glob(filepath.Join(folder, "relay.db.before-restore-*")); err != nil || len(kept) == 0 {
		t.Errorf("the former data is not kept: %v", err)
	}
	if strings.Contains(p.stderr(), "did not stop in order") {
		t.Errorf("a restore looks like a crash: %s", p.stderr())
	}
	list := listed(t, folder)
	if len(list) != 1 || list[0].To != "+"+other || list[0].Text != "hello" {
		t.Errorf("%+v", list)
	}
	p.terminate()
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, KeyFile: filepath.Join(folder, "relay.key")})
	if err != nil {
		t.Fatal(err)
	}
	a, err := db.Audit(t.Context(), 10)
	if err != nil || len(a.Entries) == 0 || !slices.ContainsFunc(a.Entries, func(e gateway.AuditEntry) bool {
		return e.What == gateway.AuditRestored && e.Details == "the back-up is in force"
	}) {
		t.Errorf("the trail does not tell of it: %+v %v", a, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, "", append(flags(folder), "restore", config)...); code != 1 || !strings.Contains(errs, "no back-up of Relay") {
		t.Errorf("a file that is none: exit %d, %s", code, errs)
	}
}
