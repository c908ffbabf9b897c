package campaign

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"relay/gateway"
)

func quiet(float64) {}

func read(t *testing.T, octets []byte) Table {
	t.Helper()
	table, err := Read(t.Context(), octets, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// One table in every form in which offices save it.
func TestEveryFormOfATable(t *testing.T) {
	const text = "Név;Telefon;Város\r\nÁrvíz Anna;+36301234567;\"Szeged; Újszeged\"\r\nBéla \"kis\" B.;+36307654321;Pécs\r\n"
	win, err := charmap.Windows1252.NewEncoder().String(strings.NewReplacer("ű", "u", "ő", "o").Replace(text))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := func(e unicode.Endianness, mark unicode.BOMPolicy) []byte {
		b, err := unicode.UTF16(e, mark).NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, c := range map[string]struct {
		octets []byte
		found  string
	}{
		"UTF-8":            {[]byte(text), "CSV, semicolons, UTF-8"},
		"with a mark":      {[]byte("\xEF\xBB\xBF" + text), "CSV, semicolons, UTF-8"},
		"Windows-1252":     {[]byte(win), "CSV, semicolons, Windows-1252"},
		"UTF-16 LE":        {utf16(unicode.LittleEndian, unicode.UseBOM), "CSV, semicolons, UTF-16"},
		"UTF-16 BE":        {utf16(unicode.BigEndian, unicode.UseBOM), "CSV, semicolons, UTF-16"},
		"UTF-16 LE, plain": {utf16(unicode.LittleEndian, unicode.IgnoreBOM), "CSV, semicolons, UTF-16"},
		"old line ends":    {[]byte(strings.ReplaceAll(text, "\r\n", "\n")), "CSV, semicolons, UTF-8"},
		"it says so":       {[]byte("sep=;\r\n" + text), `CSV, ';' between cells, UTF-8`},
	} {
		got := read(t, c.octets)
		want := [][]string{{"Árvíz Anna", "+36301234567", "Szeged; Újszeged"}, {`Béla "kis" B.`, "+36307654321", "Pécs"}}
		if !reflect.DeepEqual(got.Rows, want) || !reflect.DeepEqual(got.Header, []string{"Név", "Telefon", "Város"}) || got.Found != c.found || !got.Named {
			t.Errorf("%s: %q %q, %s", name, got.Header, got.Rows, got.Found)
		}
		if i := GuessNumber(got.Header, got.Rows); i != 1 {
			t.Errorf("%s: the numbers are in column %d", name, i)
		}
	}
}

func TestDelimiters(t *testing.T) {
	for text, want := range map[string][]string{
		"name,phone\nAnna,+36301234567\n":                               {"Anna", "+36301234567"},
		"name\tphone\nAnna, Bea\t+36301234567\n":                        {"Anna, Bea", "+36301234567"},
		"name|phone\nAnna|+36301234567\n":                               {"Anna", "+36301234567"},
		"phone\n+36301234567\n":                                         {"+36301234567"},
		"\n\nname;phone\n\n;;\nAnna;+36301234567;\n":                    {"Anna", "+36301234567", ""},
		"name,phone\n\"two\nlines\",+36301234567\n":                     {"two\nlines", "+36301234567"},
		"name;price;phone\nAnna;1,50;+36301234567\nB;2,50;+36301234568": {"Anna", "1,50", "+36301234567"},
	} {
		if got := read(t, []byte(text)); !reflect.DeepEqual(got.Rows[0], want) || !got.Named {
			t.Errorf("%q: %q, header %q", text, got.Rows, got.Header)
		}
	}
}

// A row is found in the file by its number, whatever stands above it.
func TestRowsKeepTheirNumbers(t *testing.T) {
	got := read(t, []byte("\nname,phone\n\n\"two\nlines\",+36301234567\n,\nB,+36301234568\n"))
	if a, b := got.Number(0), got.Number(1); a != 4 || b != 6 {
		t.Errorf("rows %d and %d, want 4 and 6: %q", a, b, got.Rows)
	}
	got.SetNamed(false)
	if got.Number(0) != 2 || len(got.Rows) != 3 || got.Header[1] != "column B" {
		t.Errorf("without a header: row %d of %d, %q", got.Number(0), len(got.Rows), got.Header)
	}
}

func TestAFileThatCannotBeRead(t *testing.T) {
	for octets, want := range map[string]string{
		"":                             "there are no rows",
		";;\n;;\n":                     "there are no rows",
		"a;b\nx;\"never closed\ny;z\n": "line 2: a quote",
		"\xD0\xCF\x11\xE0old":          "save it as .xlsx",
		"%PDF-1.7":                     "export the table",
		"a\x00b\x00\x00\x00\x00,\n":    "no text file",
		"PK\x03\x04nonsense":           "damaged",
	} {
		if _, err := Read(t.Context(), []byte(octets), quiet); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", octets, err, want)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ended, []byte(strings.Repeat("a,b\n", 5000)), quiet); err == nil {
		t.Error("a reading that was called off ends well")
	}
}

func TestColumnNames(t *testing.T) {
	got := names([]string{"Name", "name", " {x|y}\n", ""}, 5)
	if want := []string{"Name", "name 2", "x y", "column D", "column E"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	if letters(25) != "Z" || letters(26) != "AA" || letters(701) != "ZZ" || letters(702) != "AAA" {
		t.Error(letters(25), letters(26), letters(701), letters(702))
	}
}

func TestTemplates(t *testing.T) {
	header := []string{"Name", "code"}
	for text, want := range map[string]string{
		"Hi {name}, {{{code}}}": "Hi Anna, {42}",
		"{Name|friend}{NAME}":   "AnnaAnna",
		"no fields":             "no fields",
		"":                      "",
		"} closes":              "!a } closes nothing",
		"open {name":            "!never closed",
		"{ {name}":              "!never closed",
		"{}":                    "!names no column",
		"{other}":               "?other",
	} {
		tpl, err := ParseTemplate(text)
		got := ""
		switch {
		case err != nil:
			got = "!" + err.Error()
		default:
			b, missing := tpl.bind(header)
			if missing != "" {
				got = "?" + missing
				break
			}
			got, _ = b.fill([]string{"Anna", "42"})
		}
		if got != want && !(strings.HasPrefix(want, "!") && strings.Contains(got, want[1:]) && err != nil) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	tpl, err := ParseTemplate("{name|friend} {code}")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := tpl.bind(header)
	if text, empty := b.fill([]string{""}); text != "friend {code}" || empty != "code" {
		t.Errorf("%q, %q", text, empty)
	}
}

func config() gateway.Config {
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password, c.Price, c.Currency = "provider", "smpp.example.com", "acme", "x", 0.05, "EUR"
	return gateway.Config{General: gateway.General{Country: "HU"}, Clients: []gateway.ClientConfig{c}}
}

func TestCheck(t *testing.T) {
	table := read(t, []byte("name;phone\nAnna;06 30 123 4567\nBea;+36301234567\nCili;123\n;+36301234568\nDóra;+36301234569\nŁucja;+36301234570\nEve;+99912345670\nZoé;\n"+strings.Repeat("x", 100)+";+36301234571\n"))
	j := Job{Config: config(), Plan: gateway.CampaignPlan{Name: "x", Text: "Szia {name}! " + strings.Repeat("y", 60)}, Table: table, Number: 1,
		OptedOut: func(_ context.Context, numbers []string) (map[string]bool, error) {
			return map[string]bool{"+36301234569": true}, nil
		}}
	res, err := Check(t.Context(), j, quiet)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		state  gateway.RowState
		reason string
		parts  int
	}{
		{gateway.RowWaiting, "", 1}, {gateway.RowDuplicate, "same number as row 2", 0}, {gateway.RowInvalid, "no whole phone number", 0}, {gateway.RowInvalid, "{name} is empty", 0}, {gateway.RowOptedOut, "wants no messages", 0},
		{gateway.RowWaiting, "", 2}, {gateway.RowInvalid, "test range", 0}, {gateway.RowInvalid, "no number in it", 0}, {gateway.RowWaiting, "", 2},
	}
	for i, w := range want {
		r := res.Rows[i]
		if r.State != w.state || !strings.Contains(r.Reason, w.reason) || w.parts != r.Parts {
			t.Errorf("row %d: %+v, want %+v", r.Number, r, w)
		}
	}
	if res.Ready != 3 || res.Left[gateway.RowInvalid] != 4 || res.Parts != 5 || res.Long != 2 || res.Unicode != 1 || len(res.Forcing) != 1 || res.Forcing[0].Rune != 'Ł' || res.Forcing[0].Fits != "L" {
		t.Errorf("%+v", res)
	}
	if len(res.Costs) != 1 || res.Costs[0] != (gateway.CampaignCost{Link: "provider", Parts: 5, Price: 0.05, Currency: "EUR"}) {
		t.Errorf("%+v", res.Costs)
	}
	j.Simplify = true
	if res, err = Check(t.Context(), j, quiet); err != nil || res.Unicode != 0 || !strings.HasPrefix(res.Rows[5].Text, "Szia Lucja") || res.Rows[5].Parts != 1 {
		t.Errorf("simplified: %+v %v", res.Rows[5], err)
	}
	j.Plan.Text = "Hi {nobody}"
	if _, err = Check(t.Context(), j, quiet); err == nil || !strings.Contains(err.Error(), `no column "nobody"`) {
		t.Error(err)
	}
}

// A spreadsheet keeps no plus sign: without the word that one belongs there, a
// number is as it stands.
func TestCheckNumbersWithoutAPlus(t *testing.T) {
	c := config()
	c.General.Country = ""
	j := Job{Config: c, Plan: gateway.CampaignPlan{Text: "x", Link: "provider"}, Table: read(t, []byte("phone\n36301234567\n+36301234568\n06301234569\n"))}
	res, err := Check(t.Context(), j, quiet)
	if err != nil || res.Ready != 1 || !strings.Contains(res.Rows[0].Reason, "no country") {
		t.Errorf("%+v %v", res.Rows, err)
	}
	j.Plus = true
	res, err = Check(t.Context(), j, quiet)
	if err != nil || res.Ready != 2 || res.Rows[0].To != "+36301234567" || res.Rows[1].To != "+36301234568" || res.Rows[2].State != gateway.RowInvalid {
		t.Errorf("%+v %v", res.Rows, err)
	}
}

// Routes choose a connection for each row.
func TestCheckByRoutes(t *testing.T) {
	c := config()
	other := c.Clients[0]
	other.Name, other.Price = "other", 0.1
	c.Clients = append(c.Clients, other)
	c.Routes = []gateway.Route{{To: "+36*", Links: []string{"provider"}}, {To: "+49*", Links: []string{"other"}}, {To: "+43*", Links: []string{gateway.TargetReject}}}
	table := read(t, []byte("06301234567\n+491711234567\n+436641234567\n+33612345678\n"))
	res, err := Check(t.Context(), Job{Config: c, Plan: gateway.CampaignPlan{Text: "x"}, Table: table}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if res.Rows[0].Link != "provider" || res.Rows[1].Link != "other" || !strings.Contains(res.Rows[2].Reason, "rejects") || !strings.Contains(res.Rows[3].Reason, "no route") || len(res.Costs) != 2 {
		t.Errorf("%+v", res)
	}
}

func TestDraftsHaveKeysOfTheirOwn(t *testing.T) {
	c := gateway.Campaign{ID: 7, Plan: gateway.CampaignPlan{Link: "a", From: "Shop"}}
	got := Drafts(c, []gateway.CampaignRow{{Number: 2, To: "+36301234567", Text: "x"}, {Number: 3, To: "+36301234567", Text: "x"}})
	if got[0].Key != "campaign/7/2" || got[1].Key != "campaign/7/3" || got[0].To != "+36301234567" || got[0].Link != "a" || got[0].From != "Shop" {
		t.Errorf("%+v", got)
	}
}

func TestPace(t *testing.T) {
	now := time.Unix(1000, 0)
	var p Pacer
	p.Set(10)
	sent := p.Take(now, 100)
	for range 100 { // ten seconds in steps of a tenth
		now = now.Add(100 * time.Millisecond)
		sent += p.Take(now, 100)
	}
	if sent < 100 || sent > 101 {
		t.Errorf("%d in ten seconds at 10 a second", sent)
	}
	if n := p.Take(now.Add(time.Hour), 1000); n > 10 {
		t.Errorf("%d at once after a wait", n)
	}
	p = Pacer{}
	p.Set(1.0 / 60)
	if p.Take(now, 5) != 1 || p.Take(now, 5) != 0 {
		t.Error("one a minute: the first does not leave at once, or a second does")
	}
	if wait := p.Next(now).Sub(now); wait < 59*time.Second || wait > 61*time.Second {
		t.Errorf("the next after %v", wait)
	}
	p.Set(0)
	if p.Take(now, 1000) != 1000 {
		t.Error("without a limit")
	}
}

func TestAWorkbook(t *testing.T) {
	octets, err := os.ReadFile("../xlsx/testdata/people.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, octets)
	if got.Found != `Excel, sheet "People"` || !slices.Equal(got.Header, []string{"Name", "Phone", "Group", "Born"}) || len(got.Rows) != 3 || got.Rows[0][1] != "36301234567" || got.Number(2) != 4 {
		t.Errorf("%q %q, %s", got.Header, got.Rows, got.Found)
	}
	if _, err := Read(t.Context(), octets[:len(octets)/2], quiet); err == nil || !strings.Contains(err.Error(), "damaged or incomplete") {
		t.Error(err)
	}
}

func TestZonesAreThere(t *testing.T) {
	for _, z := range Zones() {
		if _, err := time.LoadLocation(z); err != nil {
			t.Error(err)
		}
	}
}

// BenchmarkRows is a hundred thousand rows, read and checked.
func BenchmarkRows(b *testing.B) {
	var s strings.Builder
	s.WriteString("name;phone;code\n")
	for i := range 100_000 {
		fmt.Fprintf(&s, "Person %d;+3630%07d;%d\n", i, i, i*7)
	}
	octets := []byte(s.String())
	for b.Loop() {
		start := time.Now()
		table, err := Read(b.Context(), octets, quiet)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/read")
		start = time.Now()
		res, err := Check(b.Context(), Job{Config: config(), Plan: gateway.CampaignPlan{Text: "Hi {name}, your code is {code}."}, Table: table, Number: 1}, quiet)
		if err != nil || res.Ready != 100_000 {
			b.Fatal(err, res.Ready)
		}
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/check")
	}
}
