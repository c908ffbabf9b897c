package sms

import (
	"bytes"
	"strings"
	"testing"
)

func TestElementTableIsWhole(t *testing.T) {
	next := 0
	for _, r := range elementTable {
		if int(r.First) != next || r.Last < r.First || r.Name == "" || r.Min > r.Max {
			t.Errorf("row %+v, want one that begins at 0x%02X", r, next)
		}
		next = int(r.Last) + 1
	}
	if next != 256 {
		t.Errorf("the table ends at 0x%02X", next-1)
	}
	for _, c := range []struct {
		id   byte
		name string
		min  int
		once bool
	}{
		{0x00, "concatenation, 8-bit reference", 3, true}, {0x01, "special message indication", 2, false}, {0x05, "application ports, 16-bit", 4, true},
		{0x21, "hyperlink format", 4, false}, {0x25, "national language locking shift", 1, true}, {0x75, "(U)SIM toolkit security header", 0, false},
		{0x90, "SME to SME", 0, false}, {0xC5, "message centre specific", 0, false}, {0xFF, "reserved", 0, false},
	} {
		if got := InfoOfElement(c.id); got.Name != c.name || got.Min != c.min || got.Once != c.once {
			t.Errorf("0x%02X: %+v", c.id, got)
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct{ octets, meaning, problem string }{
		{"050003050201", "part 1 of 2, reference 5", ""},
		{"06080412340302", "part 2 of 3, reference 4660", ""},
		{"050003050203", "part 3 of 2, reference 5", "there is no such part"},
		{"0400020502", "05 02", "has 2 octets, not 3"},
		{"0401028003", "3 x voice mail waiting, the text is stored", ""},
		{"0401020100", "no fax waiting any more, the text may be discarded", ""},
		{"04010227FF", "255 or more x video message waiting for profile 2, the text may be discarded", ""},
		{"040402E2F0", "to port 226 from port 240", ""},
		{"0605040B8423F0", "to port 2948 (WAP push) from port 9200 (WAP connectionless)", ""},
		{"03060103", "report on delivery, report on a permanent error", ""},
		{"03060100", "no report", ""},
		{"03070102", "what follows is from the receiver", ""},
		{"03070109", "reserved", ""},
		{"0409020102", "01 02", ""},
		{"050A03000510", "5 characters from 0: left, bold", ""},
		{"060A0400052501", "5 characters from 0: centre, large, italic", ""},
		{"030A0100", "00", "has 1 octets, not 3 to 4"},
		{"040B020304", "at character 3: sound 4", ""},
		{"050C03034142", "at character 3: 2 octets", ""},
		{"040D020301", "at character 3: animation 1", ""},
		{"0612040302087E", "at character 3: 16 by 8 points", ""},
		{"03130102", "2 objects belong together", ""},
		{"0417020001", "all objects: not to be passed on", ""},
		{"0417020200", "the next 2 objects: may be passed on", ""},
		{"03200110", "an e-mail header of 16 characters stands before the text", ""},
		{"06210400050410", "at character 5: a title of 4 characters and an address of 16", ""},
		{"0822060B916310325476", "+36012345", ""},
		{"0422020BD0", "0B D0", ""},
		{"022200", "empty", "has 0 octets, not 1 or more"},
		{"03240101", "Turkish", ""},
		{"03250102", "Spanish", "there is no such table: it is passed over"},
		{"03240163", "language 99", "there is no such table: it is passed over"},
		{"0470021122", "11 22", ""},
		{"027000", "empty", ""},
	} {
		h, err := ParseUDH(unhex(t, c.octets))
		if err != nil {
			t.Errorf("%s: %v", c.octets, err)
			continue
		}
		got := h.Describe()
		if len(got) != 1 || got[0].ID != h.Elements[0].ID || got[0].Name != InfoOfElement(got[0].ID).Name || got[0].Meaning != c.meaning || got[0].Problem != c.problem {
			t.Errorf("%s: %+v, want %q, %q", c.octets, got, c.meaning, c.problem)
		}
	}
	h, _ := ParseUDH(unhex(t, "0E000305020100030703020102000101010201")[:15])
	if got := h.Describe(); len(got) < 2 || got[0].Problem != "may stand only once: the last one counts" || got[1].Problem != "" {
		t.Errorf("a repeated element: %+v", got)
	}
}

func TestIndicationsInAHeader(t *testing.T) {
	h, err := ParseUDH(unhex(t, "080102800301020205"))
	if err != nil || len(h.Indications) != 2 {
		t.Fatalf("%+v, %v", h, err)
	}
	want := []Indication{{Kind: WaitingVoice, Store: true, Profile: 1, Count: 3}, {Kind: WaitingEmail, Profile: 1, Count: 5}}
	for i, w := range want {
		if h.Indications[i] != w {
			t.Errorf("%+v, want %+v", h.Indications[i], w)
		}
	}
	for kind := WaitingVoice; kind <= WaitingVideo; kind++ {
		for profile := byte(1); profile <= 4; profile++ {
			for _, store := range []bool{false, true} {
				in := Indication{Kind: kind, Store: store, Profile: profile, Count: 7}
				b, err := BuildUDH(in.Element())
				h, perr := ParseUDH(b)
				if err != nil || perr != nil || len(h.Indications) != 1 || h.Indications[0] != in {
					t.Errorf("%+v came back as %+v", in, h.Indications)
				}
			}
		}
	}
}

func TestBuildUDH(t *testing.T) {
	ports, concat := Ports{Destination: 2948, Source: 9200, Wide: true}, Concat{Ref: 1, Total: 2, Number: 1}
	b, err := BuildUDH(ports.Element(), concat.Element())
	if err != nil || !bytes.Equal(b, unhex(t, "0B05040B8423F00003010201")) {
		t.Errorf("ports and concatenation: % X, %v", b, err)
	}
	b, err = BuildUDH(append([]Element{Concat{Ref: 0x1234, Wide: true, Total: 3, Number: 2}.Element()}, shiftElements(Turkish, Turkish)...)...)
	if err != nil || !bytes.Equal(b, unhex(t, "0C080412340302"+"240101"+"250101")) {
		t.Errorf("concatenation and shifts: % X, %v", b, err)
	}
	h, err := ParseUDH(b)
	if err != nil || h.LockingShift != Turkish || h.SingleShift != Turkish || h.Concat == nil || h.Length != 13 {
		t.Errorf("read again: %+v, %v", h, err)
	}
	if b, err := BuildUDH(); b != nil || err != nil {
		t.Errorf("no elements: % X, %v", b, err)
	}
	if b, err := BuildUDH(Element{0x70, make([]byte, 136)}); err != nil || len(b) != 139 {
		t.Errorf("the longest header: %d octets, %v", len(b), err)
	}
	if _, err := BuildUDH(Element{0x70, make([]byte, 137)}); err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("a header without room behind it: %v", err)
	}
	if got := (Ports{Destination: 300, Source: 1}).Element(); got.ID != ElementPorts16 {
		t.Errorf("a port above 255 in element 0x%02X", got.ID)
	}
}
