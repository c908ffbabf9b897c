package sms

// SetKey tells the parts of one long message from those of others (3GPP 23.040
// 9.2.3.24.1).
type SetKey struct {
	Owner      string // the account or link it came by: a stranger's parts never meet another's
	From, To   string
	Ref        uint16
	Wide       bool // 8 and 16-bit references never match
	SAR        bool // nor do those of TLVs
	Total      byte
	DataCoding byte // parts of different alphabets are not one text
}

// Piece is one part on its way to be joined.
type Piece struct {
	SetKey
	Number byte // from 1
	Text   Text // as Decode gave it; copied
	ID     int64
}

// PieceOf makes a piece of a decoded message that has a header for joining; the
// caller adds Owner and ID. ok is false when it stands alone.
func PieceOf(from, to string, dataCoding byte, t Text) (p Piece, ok bool) {
	c := t.UDH.Concat
	if c == nil || t.Damaged {
		return Piece{}, false
	}
	return Piece{
		SetKey: SetKey{From: from, To: to, Ref: c.Ref, Wide: c.Wide, Total: c.Total, DataCoding: dataCoding},
		Number: c.Number, Text: t,
	}, true
}

// PieceOfSAR is PieceOf for a message that its TLVs number: all three of them,
// since fewer say nothing (SMPP 3.4 5.3.2.22). ok is false when they contradict
// each other.
func PieceOfSAR(from, to string, dataCoding byte, t Text, n SAR) (p Piece, ok bool) {
	if n.Number == 0 || n.Number > n.Total || t.Damaged {
		return Piece{}, false
	}
	if t.Coding == GSM7Packed && n.Number < n.Total {
		// Only the last part ends where its sender chose: a zero here is an "@".
		t.String = t.alphabet().Decode(unpack(t.Body, FillBits(t.UDH.Length), true))
	}
	return Piece{
		SetKey: SetKey{From: from, To: to, Ref: n.Ref, SAR: true, Total: n.Total, DataCoding: dataCoding},
		Number: n.Number, Text: t,
	}, true
}
