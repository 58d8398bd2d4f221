package io.gwms.proxy.reconcile;

/** SKUs over there, each with what it is here. What was found or added last is at hand in its fields. One thread. */
final class ProxySkus {
    private final Names there = new Names();
    private final Names here;

    /** The SKU here; {@link Names#NONE} when it is not mapped. */
    int sku;
    /** Which part of the stock it belongs to. */
    int part;

    int unitsEach;

    ProxySkus(Names here) {
        this.here = here;
    }

    /** Makes finding names of these hashes quicker; see {@link Names#fetch}. */
    void fetch(int[] hashes, int count, int[] touched) {
        there.fetch(hashes, count, touched);
    }

    /** The SKU whose name is written in those bytes; {@link Names#NONE} when it was not added. */
    int find(byte[] bytes, int from, int to, int hash) {
        int found = there.find(bytes, from, to, hash);
        if (found != Names.NONE) {
            read(there.reader());
        }
        return found;
    }

    /** The SKU of that row, which is added when it is new; other rows may map the same name otherwise. */
    int findOrAdd(RemoteRow remote) {
        String proxySku = remote.row().proxySku();
        String gsku = remote.row().gsku();
        String localSku = remote.row().localSku();
        int found = there.find(proxySku, reader -> {
            read(reader);
            return unitsEach == remote.unitsEach()
                    && reader.isNext(gsku)
                    && localSku(reader).equals(localSku);
        });
        return found == Names.NONE ? add(proxySku, gsku, localSku, remote.unitsEach()) : found;
    }

    /** Adds a SKU; a blank {@code localSku} means that it is not mapped. */
    int add(String proxySku, String gsku, String localSku, int unitsEach) {
        boolean mapped = !localSku.isBlank();
        this.sku = mapped ? number(here, localSku) : Names.NONE;
        this.part = Packed.partOf(mapped ? localSku : proxySku);
        this.unitsEach = unitsEach;
        int added = there.add(proxySku);
        PackedWriter writer = there.writer();
        writer.fixed(sku);
        writer.fixed(part);
        writer.fixed(unitsEach);
        writer.text(gsku);
        if (!mapped) {
            writer.text(localSku);
        }
        return added;
    }

    static int number(Names names, String text) {
        int found = names.find(text);
        return found == Names.NONE ? names.add(text) : found;
    }

    /** Puts a SKU into the fields; the reader is behind its name, and at its global SKU then. */
    private void read(PackedReader reader) {
        sku = reader.fixed();
        part = reader.fixed();
        unitsEach = reader.fixed();
    }

    /** Touches the name of a SKU that was added; gives anything. */
    int fetch(int found) {
        return there.fetch(found);
    }

    /** How a SKU is called. */
    record Called(String proxySku, String gsku, String localSku, int unitsEach) {}

    Called called(int found) {
        String proxySku = there.text(found);
        PackedReader reader = there.reader();
        read(reader);
        String gsku = reader.text();
        return new Called(proxySku, gsku, localSku(reader), unitsEach);
    }

    /** Which part of the stock a SKU that was added belongs to. */
    int partOf(int found) {
        read(there.behind(found));
        return part;
    }

    private String localSku(PackedReader reader) {
        return sku == Names.NONE ? reader.text() : here.text(sku);
    }
}
