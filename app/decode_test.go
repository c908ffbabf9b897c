package app

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"

	"relay/gateway/octets"
	"relay/gateway/smpp"
)

// samplePDUs are a few PDUs in a row, one of them long.
func samplePDUs(t testing.TB) (frames [][]byte, stream []byte) {
	t.Helper()
	for i, p := range []*smpp.PDU{
		smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, "shop").SetInt(smpp.FieldInterfaceVersion, 0x34),
		smpp.New(smpp.SubmitSM).SetStr(smpp.FieldSourceAddr, "ab cd 00").SetStr(smpp.FieldDestinationAddr, "36301234567").SetStr(smpp.FieldShortMessage, "00 11 22 | text"),
		smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "1").AddTLV(smpp.TagMessagePayload, bytes.Repeat([]byte("long "), 900)),
		smpp.New(smpp.EnquireLink),
		smpp.New(smpp.SubmitSMResp).SetStr(smpp.FieldMessageID, "00000010"),
		smpp.New(smpp.Unbind),
	} {
		p.Sequence = uint32(i + 1)
		b, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, b)
		stream = append(stream, b...)
	}
	return frames, stream
}

// written is octets in the forms in which people and programs write them.
func written(b []byte) map[string]string {
	h := hex.EncodeToString(b)
	var pairs []string
	for i := range b {
		pairs = append(pairs, h[2*i:2*i+2])
	}
	ascii := func(row []byte) string {
		var s strings.Builder
		for _, c := range row {
			if c < 0x20 || c > 0x7E {
				c = '.'
			}
			s.WriteByte(c)
		}
		return s.String()
	}
	var wireshark, bare, xxd, canonical, od strings.Builder
	for i := 0; i < len(b); i += 16 {
		row, cells := b[i:min(i+16, len(b))], pairs[i:min(i+16, len(b))]
		fmt.Fprintf(&wireshark, "%04x   %-47s   %s\n", i, strings.Join(cells, " "), ascii(row))
		fmt.Fprintf(&bare, "%04X  %s\n", i, strings.ToUpper(strings.Join(cells, " ")))
		groups := ""
		for j, c := range cells {
			if groups += c; j%2 == 1 {
				groups += " "
			}
		}
		fmt.Fprintf(&xxd, "%08x: %-40s %s\n", i, groups, ascii(row))
		half := min(8, len(cells))
		fmt.Fprintf(&canonical, "%08x  %-48s  |%s|\n", i, strings.Join(cells[:half], " ")+"  "+strings.Join(cells[half:], " "), ascii(row))
		fmt.Fprintf(&od, "%07o %s\n", i, strings.Join(cells, " "))
	}
	fmt.Fprintf(&canonical, "%08x\n", len(b))
	fmt.Fprintf(&od, "%07o\n", len(b))
	return map[string]string{
		"hex": h, "upper case": strings.ToUpper(h), "0x before all": "0x" + h, "spaces": strings.Join(pairs, " "), "colons": strings.Join(pairs, ":"),
		"commas": strings.Join(pairs, ","), "0x each": "0x" + strings.Join(pairs, " 0x"), "0X and commas": "0X" + strings.Join(pairs, ", 0X"),
		"lines": strings.Join(pairs, "\r\n"), "dump with text": wireshark.String(), "dump without text": bare.String(), "xxd": xxd.String(), "hexdump -C": canonical.String(), "od -t x1": od.String(),
		"C array":     "/* a bind 0x00 */\nunsigned char pdu[] = {\n  0x" + strings.Join(pairs, ", 0x") + "\n}; // 0xff\nunsigned int pdu_len = " + fmt.Sprint(len(b)) + ";\n",
		"two arrays":  "const uint8_t a[9] = {0x" + strings.Join(pairs[:9], ", 0x") + "};\nconst uint8_t b[] = {0x" + strings.Join(pairs[9:], ",0x") + "};",
		"Go slice":    "[]byte{0x" + strings.Join(pairs, ", 0x") + "}",
		"Python list": "[0x" + strings.Join(pairs, ", 0x") + "]",
		"string":      `"\x` + strings.Join(pairs, `\x`) + `"`,
		"strings":     `pdu = "\x` + strings.Join(pairs[:7], `\x`) + "\"\n  \"\\x" + strings.Join(pairs[7:], `\x`) + `";`,
		"bare \\x":    `\x` + strings.Join(pairs, `\x`),
		"octets":      string(b),
	}
}

func TestDecodeForms(t *testing.T) {
	frames, stream := samplePDUs(t)
	for name, b := range map[string][]byte{"PDUs": stream, "a PDU": frames[1], "a header": frames[3], "a cut PDU": frames[1][:len(frames[1])-3]} {
		for form, text := range written(b) {
			if name == "a cut PDU" && form == "octets" {
				continue // told from text by the NUL in it
			}
			got, err := octetsOf([]byte(text))
			if err != nil || !bytes.Equal(got, b) {
				t.Errorf("%s as %s: %v\n got %x\nwant %x\n%.300s", name, form, err, got, b, text)
			}
		}
	}
	for text, want := range map[string]string{
		`"\x00\x00\x00\x10shop\0\177\n\\"`: "0000001073686f70007f0a5c",
		"{0x0, 0, 0, 0x10, 'A', 21}":       "000000104115",
		"0x0, 0x0, 0x0, 0x10":              "00000010",
		"00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000030  01                                                |.|\n": strings.Repeat("00", 48) + "01",
	} {
		if got, err := octets.Parse(text); err != nil || hex.EncodeToString(got) != want {
			t.Errorf("%s: %x, %v", text, got, err)
		}
	}
	for text, say := range map[string]string{
		"00 00 0g": "line 1, character 8", "00 0": "one is missing", " ,": "no hex digit in it", "{0x00, 0x100}": "no octet", `\x0`: "two hex digits", `"\xzz"`: "two hex digits", `"\x00\777"`: "no octet",
	} {
		if _, err := octets.Parse(text); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%s: %v, want %q", text, err, say)
		}
	}
}

// captured is how a test writes a stream into packets.
type captured struct {
	port    int
	ip6     bool
	syn     bool
	first   uint32 // sequence number of the first octet
	segment int    // octets
}

// packets cuts a stream into TCP packets, one way.
func (c captured) packets(t testing.TB, stream []byte, back bool) [][]byte {
	t.Helper()
	var out [][]byte
	packet := func(seq uint32, syn bool, payload []byte) {
		var ip gopacket.NetworkLayer = &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolTCP, SrcIP: net.IP{192, 0, 2, 1}, DstIP: net.IP{192, 0, 2, 2}}
		eth := &layers.Ethernet{SrcMAC: net.HardwareAddr{2, 0, 0, 0, 0, 1}, DstMAC: net.HardwareAddr{2, 0, 0, 0, 0, 2}, EthernetType: layers.EthernetTypeIPv4}
		if c.ip6 {
			ip = &layers.IPv6{Version: 6, HopLimit: 64, NextHeader: layers.IPProtocolTCP, SrcIP: net.ParseIP("2001:db8::1"), DstIP: net.ParseIP("2001:db8::2")}
			eth.EthernetType = layers.EthernetTypeIPv6
		}
		tcp := &layers.TCP{SrcPort: layers.TCPPort(40000), DstPort: layers.TCPPort(c.port), Seq: seq, SYN: syn, ACK: !syn, Window: 65535}
		if back {
			tcp.SrcPort, tcp.DstPort = tcp.DstPort, tcp.SrcPort
		}
		if err := tcp.SetNetworkLayerForChecksum(ip); err != nil {
			t.Fatal(err)
		}
		buf := gopacket.NewSerializeBuffer()
		if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}, eth, ip.(gopacket.SerializableLayer), tcp, gopacket.Payload(payload)); err != nil {
			t.Fatal(err)
		}
		out = append(out, bytes.Clone(buf.Bytes()))
	}
	if c.syn {
		packet(c.first-1, true, nil)
	}
	for at := 0; at < len(stream); at += c.segment {
		packet(c.first+uint32(at), false, stream[at:min(at+c.segment, len(stream))])
	}
	return out
}

// pcapOf writes packets as a capture, a second apart.
func pcapOf(t testing.TB, ng bool, packets [][]byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	var write func(gopacket.CaptureInfo, []byte) error
	done := func() error { return nil }
	if ng {
		w, err := pcapgo.NewNgWriter(&buf, layers.LinkTypeEthernet)
		if err != nil {
			t.Fatal(err)
		}
		write, done = w.WritePacket, w.Flush
	} else {
		w := pcapgo.NewWriter(&buf)
		if err := w.WriteFileHeader(65535, layers.LinkTypeEthernet); err != nil {
			t.Fatal(err)
		}
		write = w.WritePacket
	}
	for i, p := range packets {
		ci := gopacket.CaptureInfo{Timestamp: time.Date(2026, 1, 2, 3, 4, i, 0, time.UTC), CaptureLength: len(p), Length: len(p)}
		if err := write(ci, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := done(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func framesOf(list []capturedPDU) (out [][]byte) {
	for _, c := range list {
		out = append(out, c.Frame)
	}
	return out
}

func equalFrames(a, b [][]byte) bool {
	return bytes.Equal(bytes.Join(a, []byte("|")), bytes.Join(b, []byte("|")))
}

// Streams on any port, in either form of capture, are put together whatever
// became of their segments on the way.
func TestDecodeCapture(t *testing.T) {
	frames, stream := samplePDUs(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	shuffle := func(p [][]byte) [][]byte {
		rnd.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
		return p
	}
	plain := captured{port: 9999, syn: true, first: 1000, segment: 700}
	wrap := captured{port: 2775, syn: true, first: 0xFFFFFF00, segment: 100}
	tiny := captured{port: 1, syn: true, first: 5, segment: 3, ip6: true}
	midway := captured{port: 9999, first: 77, segment: 512}
	http := captured{port: 80, syn: true, first: 1, segment: 100}.packets(t, bytes.Repeat([]byte("GET / HTTP/1.1\r\n\r\n"), 40), true)
	twice := plain.packets(t, stream, false)
	for name, c := range map[string]struct {
		packets [][]byte
		want    [][]byte
		lost    bool
	}{
		"in order":             {plain.packets(t, stream, false), frames, false},
		"out of order":         {shuffle(plain.packets(t, stream, false)), frames, false},
		"across the wrap":      {shuffle(wrap.packets(t, stream, false)), frames, false},
		"octets over IPv6":     {shuffle(tiny.packets(t, stream, false)), frames, false},
		"twice":                {append(twice, twice[1:]...), frames, false},
		"overlapping":          {append(captured{port: 9999, syn: true, first: 1000, segment: 1000}.packets(t, stream, false), plain.packets(t, stream, false)[1:]...), frames, false},
		"beside other streams": {append(http, plain.packets(t, stream, false)...), frames, false},
		"without its start":    {midway.packets(t, stream[20:], false), frames[1:], true},
		"a segment is lost":    {slicesWithout(plain.packets(t, stream, false), 3), [][]byte{frames[0], frames[1], frames[3], frames[4], frames[5]}, true},
		"without its end":      {plain.packets(t, stream[:len(stream)-5], false), frames[:5], true},
		"the same ends again":  {append(plain.packets(t, frames[0], false), captured{port: 9999, syn: true, first: 900000, segment: 50}.packets(t, frames[1], false)...), frames[:2], false},
	} {
		for _, ng := range []bool{false, true} {
			pdus, notes, err := readCapture(pcapOf(t, ng, c.packets))
			if err != nil || !equalFrames(framesOf(pdus), c.want) || (len(notes) > 0) != c.lost {
				t.Errorf("%s, pcapng %v: %d PDUs, want %d; notes %q; %v", name, ng, len(pdus), len(c.want), notes, err)
			}
		}
	}
}

func slicesWithout(p [][]byte, i int) [][]byte {
	return append(append([][]byte{}, p[:i]...), p[i+1:]...)
}

func TestDecodeCaptureErrors(t *testing.T) {
	frames, stream := samplePDUs(t)
	c := captured{port: 2775, syn: true, first: 1, segment: 400}
	whole := pcapOf(t, false, c.packets(t, stream, false))
	for name, x := range map[string]struct {
		file []byte
		say  string
	}{
		"no TCP":        {pcapOf(t, true, [][]byte{bytes.Repeat([]byte{1}, 60)}), "right interface"},
		"not SMPP":      {pcapOf(t, false, c.packets(t, bytes.Repeat([]byte("hello "), 99), false)), "no SMPP"},
		"TLS":           {pcapOf(t, false, c.packets(t, append([]byte{0x16, 3, 1, 2, 0}, make([]byte, 300)...), false)), "TLS"},
		"a broken file": {[]byte{0x0A, 0x0D, 0x0D, 0x0A, 9, 9}, "can't be read"},
	} {
		if _, _, err := readCapture(x.file); err == nil || !strings.Contains(err.Error(), x.say) {
			t.Errorf("%s: %v, want %q", name, err, x.say)
		}
	}
	pdus, notes, err := readCapture(whole[:len(whole)-10])
	if err != nil || len(pdus) == 0 || len(notes) == 0 || !strings.Contains(notes[0], "ends within packet") {
		t.Errorf("a capture that is cut: %d PDUs, %q, %v", len(pdus), notes, err)
	}
	// A PDU whose length can not be is shown as it stands.
	bad := append(append(bytes.Clone(frames[0]), 0, 0, 0, 15, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0), frames[3]...)
	pdus, _, err = readCapture(pcapOf(t, false, c.packets(t, bad, false)))
	if err != nil || len(pdus) != 3 || len(pdus[1].Frame) != 15 {
		t.Errorf("a length of 15: %d PDUs, %v", len(pdus), err)
	}
}

// The command line: a capture as text and JSON, several files, and what is said
// when there is nothing to read.
func TestDecodeCommand(t *testing.T) {
	frames, stream := samplePDUs(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "capture.pcap")
	c := captured{port: 7777, syn: true, first: 1, segment: 1400}
	if err := os.WriteFile(file, pcapOf(t, false, append(c.packets(t, stream, false), c.packets(t, frames[4], true)...)), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "", "decode", file)
	if code != 0 || errs != "" || strings.Count(out, "packet ") != 7 || !strings.Contains(out, "192.0.2.1:40000 -> 192.0.2.2:7777") {
		t.Errorf("exit %d, stderr %q\n%s", code, errs, out)
	}
	code, out, _ = run(t, "", "decode", "--json", file, file)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) != 14 {
		t.Fatalf("exit %d, %d lines", code, len(lines))
	}
	var got struct {
		Packet   int
		Time     string
		From, To string
		Command  string
	}
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil || got.Packet != 2 || got.Time != "2026-01-02T03:04:01.000Z" || got.Command != "bind_transceiver" || !strings.HasSuffix(got.To, ":7777") {
		t.Errorf("%v %+v", err, got)
	}
	code, out, _ = run(t, "", "decode", "--rules", "--version", "3.3", hex.EncodeToString(frames[4]))
	if code != 0 || !strings.Contains(out, "3.3: at most 8 characters and a NUL; 3.4, 5.0: at most 64 characters and a NUL") {
		t.Errorf("exit %d\n%s", code, out)
	}
	for name, x := range map[string]struct {
		in   string
		args []string
		say  string
	}{
		"no such file": {"", []string{"missing.pcap"}, "no such file"},
		"a folder":     {"", []string{folder}, "is a folder"},
		"nothing":      {" \n", []string{"-"}, "nothing in the input"},
		"compressed":   {"\x1F\x8B\x08", []string{"-"}, "gunzip"},
		"prose":        {"hello world", nil, "no hex digit"},
	} {
		code, _, errs := run(t, x.in, append([]string{"decode"}, x.args...)...)
		if code != 2 || !strings.Contains(errs, x.say) {
			t.Errorf("%s: exit %d, %q lacks %q", name, code, errs, x.say)
		}
	}
}

// Whatever is given, reading it ends with octets or a word of why not.
func FuzzDecodeInput(f *testing.F) {
	_, stream := samplePDUs(f)
	for _, text := range written(stream[:80]) {
		f.Add([]byte(text))
	}
	c := captured{port: 9999, syn: true, first: 1000, segment: 700}
	f.Add(pcapOf(f, false, c.packets(f, stream, false)))
	f.Add(pcapOf(f, true, c.packets(f, stream, true)))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := inputOf(b)
		switch {
		case err != nil && err.Error() == "":
			t.Fatal("an error without a word")
		case err == nil && len(in.octets) == 0 && len(in.captured) == 0:
			t.Fatalf("neither octets nor an error: %q", b)
		}
		for _, c := range in.captured {
			if len(c.Frame) == 0 || c.Packet == 0 {
				t.Fatalf("%+v", c)
			}
		}
	})
}
