package addressbook

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"relay/gateway"
)

func table(t *testing.T, text string) Table {
	t.Helper()
	x, err := ReadTable(text)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func words(uses []Use) (out []string) {
	for _, u := range uses {
		out = append(out, u.Words())
	}
	return out
}

func TestWhatColumnsHold(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"English":            {"Name,Mobile Number,Notes,City\nAnna,+36301234567,x,Pécs\n", `Name|Number|Note|Field "City"`},
		"German, semicolons": {"Vorname;Nachname;Handy-Nr.;Handynummer\nAnna;Nagy;;+491711234567\n", `First name|Last name|Leave out|Number`},
		"Hungarian, tabs":    {"Név\tTelefonszám\tCsoport\nAnna\t+36301234567\tkórus\n", `Name|Number|Groups`},
		"no header":          {"+36301234567,Anna\n+36307654321,Ben\n", `Number|Name`},
		"numbers alone":      {"+36301234567\n+36307654321\n", `Number`},
		"unknown title":      {"Who,Reach\nAnna,+36301234567\nBen,+36307654321\n", `Field "Who"|Number`},
		"name and its parts": {"Name,Given Name,Family Name,Phone 1 - Value\nAnna Nagy,Anna,Nagy,+36301234567\n", `Leave out|First name|Last name|Number`},
		"name and one part":  {"First name,Name,tel\nAnna,Anna Nagy,+36301234567\n", `Leave out|Name|Number`},
		"empty columns":      {"number,,x\n+36301234567,,\n", `Number|Leave out|Leave out`},
		"two numbers":        {"phone,mobile\n+36301234567,+36307654321\n", `Number|Field "mobile"`},
		"what Relay writes":  {"name,number,note,groups,opted out,city\nAnna,+36301234567,,A; B,yes,Pécs\n", `Name|Number|Note|Groups|Opted out|Field "city"`},
	} {
		if got := strings.Join(words(Guess(table(t, c.text))), "|"); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestRowsBecomeContacts(t *testing.T) {
	x := table(t, "name;number;groups;note;city\n"+
		"Anna;+36 30 123-4567;\"A, B\";tea;Pécs\n"+
		"\n"+
		"Ben;\"=\"\"06307654321\"\"\";;;\n"+
		"\"Cleo\nor so\";12345;a;;\n"+
		"Dan;;;;\n"+
		"Ed;3.63012E+10;;;\n"+
		"Fay;+3630;;;\n"+
		"Anna again;0036301234567;C;;Győr\n"+
		"Gus;+36301111111;;;;too;many\n"+
		";call me;;;\n")
	rows := x.Contacts(Guess(x), Options{Country: "HU"})
	good, bad, repeated := rows.Counts()
	if good != 5 || bad != 4 || repeated != 1 || len(rows.Good()) != 5 {
		t.Errorf("%d %d %d", good, bad, repeated)
	}
	a := rows[0].Contact
	if a.Number != "+36301234567" || !reflect.DeepEqual(a.Groups, []string{"A", "B"}) || a.Note != "tea" || a.Value("city") != "Pécs" || rows[0].Line != 2 {
		t.Errorf("%+v", rows[0])
	}
	if rows[1].Contact.Number != "+36307654321" || rows[1].Line != 4 || rows[2].Contact.Number != "12345" || rows[6].Repeats != 2 || rows[6].Line != 10 {
		t.Errorf("%+v", rows)
	}
	want := "line 7: Dan has no number\nline 8: \"3.63012E+10\" was rounded by a spreadsheet: make its column text there and save it again\n"
	if p := rows.Problems(); !strings.HasPrefix(p, want) || strings.Count(p, "\n") != 4 || !strings.Contains(p, "line 12: \"call me\" is no phone number") {
		t.Errorf("%s", p)
	}
}

func TestNumbersWithoutPlus(t *testing.T) {
	x := table(t, "number\n36301234567\n06301234567\n12345\n")
	rows := x.Contacts(Guess(x), Options{Plus: true})
	if rows[0].Contact.Number != "+36301234567" || rows[1].Problem == "" || rows[2].Contact.Number != "12345" {
		t.Errorf("%+v", rows)
	}
	if rows = x.Contacts(Guess(x), Options{}); rows[0].Problem == "" {
		t.Errorf("%+v", rows[0])
	}
}

func TestFilesOfSpreadsheets(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"UTF-8":               {"név\nÁgi", "név\nÁgi"},
		"UTF-8 with its mark": {"\xEF\xBB\xBFnév", "név"},
		"UTF-16, little":      {"\xFF\xFEn\x00\xe9\x00v\x00", "név"},
		"UTF-16, big":         {"\xFE\xFF\x00n\x00\xe9\x00v", "név"},
		"Windows-1252":        {"n\xe9v \x80", "név €"},
		"half a UTF-16":       {"\xFF\xFEn", "\uFFFD"},
		"nothing":             {"", ""},
	} {
		if got := Text([]byte(c.data)); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, text := range []string{"", "\n\n", " , ,\n", "name,number\n"} {
		if _, err := ReadTable(text); err == nil || err.Error() == "" {
			t.Errorf("%q was read", text)
		}
	}
}

func TestAWorkbook(t *testing.T) {
	data, err := os.ReadFile("../xlsx/testdata/people.xlsx")
	if err != nil || !IsWorkbook(data) || IsWorkbook([]byte("PK;1")) {
		t.Fatal(err)
	}
	x, err := ReadWorkbook(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	uses := Guess(x)
	if got := strings.Join(words(uses), "|"); got != `Name|Number|Groups|Field "Born"` {
		t.Error(got)
	}
	rows := x.Contacts(uses, Options{Plus: true})
	if good, bad, _ := rows.Counts(); good != 2 || bad != 1 || rows[2].Line != 4 {
		t.Errorf("%+v", rows)
	}
	if c := rows[0].Contact; c.Name != "Anna Kovács" || c.Number != "+36301234567" || !slices.Equal(c.Fields, []gateway.Field{{Key: "Born", Value: "1985-04-12"}}) || !slices.Equal(c.Groups, []string{"Board"}) {
		t.Errorf("%+v", c)
	}
	if _, err := ReadWorkbook(t.Context(), data[:len(data)/2]); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Error(err)
	}
	for name, octets := range map[string]string{"old Excel": "\xD0\xCF\x11\xE0\xA1", "PDF": "%PDF-1.7"} {
		if err := Unreadable([]byte(octets)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Unreadable([]byte("name;phone\n")); err != nil {
		t.Error(err)
	}
}

const cards = "\uFEFFBEGIN:VCARD\r\nVERSION:3.0\r\nN:Nagy;Anna;Mária;Dr.;\r\nFN:Anna Nagy\\, Dr.\r\nitem1.TEL;TYPE=WORK,FAX:+36 1 234 5678\r\nTEL;type=CELL;type=pref:+36 30 123 4567\r\nTEL;TYPE=home:+36 1 876 5432\r\n" +
	"NOTE:likes te\r\n a\\nand cake\r\nCATEGORIES:Choir,Board\\, old\r\nORG:Acme;Sales\r\nEMAIL:a@example.org\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:4.0\r\nN:Kiss;Ben;;;\r\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,cell\":tel:+36-30-765-4321;ext=5\r\nEND:VCARD\r\n" +
	"begin:vcard\nversion:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=81gi=20=\n=C5=90ri\nTEL;CELL;PREF:+36301111111\nend:vcard\n" +
	"BEGIN:VCARD\nFN:Nobody\nthis is no line\nEND:VCARD\nBEGIN:VCARD\nORG:Cut\nTEL:+36302222222\n"

func TestCards(t *testing.T) {
	if !IsCards(cards) || IsCards("name,number\nBEGIN:VCARD,1") {
		t.Error("which is which")
	}
	rows, err := ReadCards(cards, Options{})
	if err != nil || len(rows) != 5 {
		t.Fatal(rows, err)
	}
	a := rows[0].Contact
	if a.Name != "Anna Nagy, Dr." || a.Number != "+36301234567" || a.Note != "likes tea\nand cake" || !reflect.DeepEqual(a.Groups, []string{"Board, old", "Choir"}) ||
		a.Value("organization") != "Acme Sales" || a.Value("email") != "a@example.org" || a.Value("number 2") != "+36 1 876 5432" || a.Value("number 3") != "+36 1 234 5678" {
		t.Errorf("%+v", a)
	}
	if b := rows[1].Contact; b.Name != "Ben Kiss" || b.Number != "+36307654321" {
		t.Errorf("%+v", b)
	}
	if c := rows[2].Contact; c.Name != "Ági Őri" || c.Number != "+36301111111" {
		t.Errorf("%+v", c)
	}
	if rows[3].Problem != "Nobody has no number" || rows[3].Line != 25 {
		t.Errorf("%+v", rows[3])
	}
	if d := rows[4]; d.Problem != "" || d.Contact.Name != "Cut" || !strings.Contains(d.Contact.Note, "cut short") {
		t.Errorf("%+v", d)
	}
	if _, err := ReadCards("BEGIN", Options{}); err == nil {
		t.Error("no cards were read")
	}
}

func people() []gateway.Contact {
	return []gateway.Contact{
		{Name: "Anna; Nagy, \"Dr.\"", Number: "+36301234567", Note: "a\nb\\n", Groups: []string{"A", "B"}, Fields: []gateway.Field{{Key: "city", Value: "Győr; x,y"}, {Key: "=f", Value: "=1+1"}}},
		{Number: "12345"},
		{Name: "=cmd", Number: "+99912345670", OptedOut: true, Note: strings.Repeat("ő", 120)},
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, people()); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"\n=", ",=", "\n\"="} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("a spreadsheet would run it:\n%s", b.String())
		}
	}
	x := table(t, b.String())
	got := x.Contacts(Guess(x), Options{}).Good()
	want := people()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\n%s", got, b.String())
	}
	for _, version := range []string{"3.0", "4.0"} {
		b.Reset()
		if err := WriteCards(&b, people(), version); err != nil {
			t.Fatal(err)
		}
		for l := range strings.SplitSeq(b.String(), "\r\n") {
			if len(l) > 75 || !utf8.ValidString(l) {
				t.Errorf("%s: a line of %d octets: %q", version, len(l), l)
			}
		}
		rows, err := ReadCards(b.String(), Options{})
		want := people()
		want[1].Name, want[2].OptedOut = "12345", false // a card has a name, and knows no opt-out
		if got := rows.Good(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v %+v\n%s", version, err, got, b.String())
		}
	}
}

// Whatever a file holds, it is read without a panic, each row is either good or
// says what is wrong, and what is good can be stored.
func FuzzFile(f *testing.F) {
	f.Add([]byte("Name,Mobile Number,Notes,City\nAnna,+36301234567,x,Pécs\n"), "HU", true)
	f.Add([]byte("Vorname;Nachname;tel\n\"Anna;\"x\";+491711234567;\n"), "", false)
	f.Add([]byte("\xFF\xFEn\x00\xe9\x00v\x00"), "de", false)
	f.Add([]byte(cards), "", true)
	f.Add([]byte("{a}|b\n1|+36301234567\n"), "xx", false)
	f.Add([]byte("BEGIN:VCARD\nTEL;X=\"a:b\";VALUE=uri:tel:\nNOTE;ENCODING=QUOTED-PRINTABLE:=\n=\n=Z\nCATEGORIES:\\\nEND:VCARD"), "HU", false)
	f.Fuzz(func(t *testing.T, data []byte, country string, plus bool) {
		text, o := Text(data), Options{Country: country, Plus: plus}
		var rows Rows
		if IsCards(text) {
			rows, _ = ReadCards(text, o)
		} else if x, err := ReadTable(text); err == nil {
			uses := Guess(x)
			if len(uses) != len(x.Columns) {
				t.Fatalf("%d uses of %d columns", len(uses), len(x.Columns))
			}
			for i, u := range uses {
				if !slices.Contains(Uses(x.Columns[i]), u) || u.Words() == "" {
					t.Errorf("%+v is not on offer for %q", u, x.Columns[i])
				}
			}
			rows = x.Contacts(uses, o)
			if len(rows) != len(x.Rows) {
				t.Errorf("%d rows of %d", len(rows), len(x.Rows))
			}
		}
		good, bad, _ := rows.Counts()
		if good+bad != len(rows) {
			t.Errorf("%d + %d of %d", good, bad, len(rows))
		}
		for _, c := range rows.Good() {
			if p := c.Check(); len(p) > 0 {
				t.Errorf("%+v: %v", c, p)
			}
		}
		var b bytes.Buffer
		if err := WriteCSV(&b, rows.Good()); err != nil {
			t.Error(err)
		}
		if err := WriteCards(&b, rows.Good(), "4.0"); err != nil {
			t.Error(err)
		}
	})
}

func ExampleRows_Problems() {
	x, _ := ReadTable("name,number\nAnna,\n")
	fmt.Print(x.Contacts(Guess(x), Options{}).Problems())
	// Output: line 2: Anna has no number
}
