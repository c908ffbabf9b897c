#!/usr/bin/perl
# An ESME written with Net::SMPP: binds, submits a GSM text, a Unicode text and
# a text of three parts, waits for the receipt of each id, prints them as JSON.
#
#   perl client.pl PORT SYSTEM_ID PASSWORD trx|pair DESTINATION
use strict;
use warnings;
use Net::SMPP;

my ($port, $system_id, $password, $mode, $destination) = @ARGV;
$SIG{ALRM} = sub { die "timeout\n" };
alarm 40;

sub bound {
	my ($s, $resp) = @_;
	die "no answer to the bind\n" unless $resp;
	die "bind refused: " . $resp->explain_status . "\n" if $resp->status;
	return $s;
}
my @common = (port => $port, system_id => $system_id, password => $password, async => 0, smpp_version => 0x34);
my ($rx, $tx);
if ($mode eq 'pair') {
	$rx = bound(Net::SMPP->new_receiver('127.0.0.1', @common));
	$tx = bound(Net::SMPP->new_transmitter('127.0.0.1', @common));
} else {
	$rx = $tx = bound(Net::SMPP->new_transceiver('127.0.0.1', @common));
}

my (@ids, %receipts);

# take handles one PDU that is not an answer to us.
sub take {
	my ($s, $pdu) = @_;
	if ($pdu->cmd == Net::SMPP::CMD_deliver_sm) {
		$s->deliver_sm_resp(message_id => '', seq => $pdu->seq);
		if (($pdu->{esm_class} & 0x3c) == 4 && $pdu->{short_message} =~ /id:(\S+).*stat:(\S+)/) {
			$receipts{$1} = $2;
		}
	} elsif ($pdu->cmd == Net::SMPP::CMD_enquire_link) {
		$s->enquire_link_resp(seq => $pdu->seq);
	}
}

sub submit {
	my (%o) = @_;
	my $seq = $tx->submit_sm(
		source_addr => 'Perl', source_addr_ton => 5, destination_addr => $destination, dest_addr_ton => 1, dest_addr_npi => 1,
		registered_delivery => 1, async => 1, %o);
	while (1) {
		my $pdu = $tx->read_pdu or die "the connection ended\n";
		if ($pdu->cmd == Net::SMPP::CMD_submit_sm_resp && $pdu->seq == $seq) {
			die "submit refused: " . $pdu->explain_status . "\n" if $pdu->status;
			push @ids, $pdu->{message_id};
			return;
		}
		take($tx, $pdu);
	}
}

submit(data_coding => 0, short_message => 'Hello from Net::SMPP');
submit(data_coding => 8, short_message => pack('n*', map { ord } split //, "\x{41f}\x{440}\x{438}\x{432}\x{435}\x{442}"));
submit(data_coding => 0, esm_class => 0x40, short_message => pack('C6', 5, 0, 3, 99, 3, $_) . ("part $_ " x 20)) for 1 .. 3;

while (grep { !exists $receipts{$_} } @ids) {
	my $pdu = $rx->read_pdu or die "the connection ended\n";
	take($rx, $pdu);
}
print '{"ids":[' . join(',', map { "\"$_\"" } @ids) . '],"receipts":{' . join(',', map { "\"$_\":\"$receipts{$_}\"" } sort keys %receipts) . "}}\n";
$_->unbind for $rx == $tx ? ($tx) : ($tx, $rx);
