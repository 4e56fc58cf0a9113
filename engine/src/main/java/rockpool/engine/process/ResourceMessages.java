package rockpool.engine.process;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How lists about resources look as bytes.
final class ResourceMessages {

    private ResourceMessages() {}

    static Output ofInfos(List<ResourceInfo> infos) {
        Output out = new Output().number(infos.size());
        for (ResourceInfo info : infos) {
            out.number(info.id()).number(info.kind().ordinal()).text(info.name()).signed(info.bytes());
            write(out, info.since()).number(info.leaks()).number(info.users().size());
            info.users().forEach(use -> out.number(use.process()).text(use.name()).number(use.pid()).number(use.count()));
        }
        return out;
    }

    static List<ResourceInfo> infos(Input in) throws IOException {
        int count = in.count(8);
        List<ResourceInfo> infos = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long id = in.number();
            ResourceKind kind = ResourceKind.of(in.number());
            String name = in.text();
            long bytes = in.signed();
            Instant since = instant(in);
            int leaks = (int) in.number();
            infos.add(new ResourceInfo(id, kind, name, bytes, since, uses(in), leaks));
        }
        return infos;
    }

    private static List<ResourceUse> uses(Input in) throws IOException {
        int count = in.count(4);
        List<ResourceUse> uses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            uses.add(new ResourceUse(in.number(), in.text(), (int) in.number(), (int) in.number()));
        }
        return uses;
    }

    static Output ofLeaks(List<ResourceLeak> leaks) {
        Output out = new Output().number(leaks.size());
        for (ResourceLeak leak : leaks) {
            out.number(leak.id()).number(leak.kind().ordinal()).text(leak.resource()).number(leak.process()).text(leak.name());
            write(out.number(leak.pid()).number(leak.count()), leak.at()).text(leak.reason());
        }
        return out;
    }

    static List<ResourceLeak> leaks(Input in) throws IOException {
        int count = in.count(10);
        List<ResourceLeak> leaks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaks.add(new ResourceLeak(in.number(), ResourceKind.of(in.number()), in.text(), in.number(), in.text(), (int) in.number(),
                    (int) in.number(), instant(in), in.text()));
        }
        return leaks;
    }

    private static Output write(Output out, Instant at) {
        return out.signed(at.getEpochSecond()).number(at.getNano());
    }

    private static Instant instant(Input in) throws IOException {
        return Instant.ofEpochSecond(in.signed(), in.number());
    }

    static Output ofTexts(List<String> texts) {
        Output out = new Output().number(texts.size());
        texts.forEach(out::text);
        return out;
    }

    static List<String> texts(Input in) throws IOException {
        int count = in.count(1);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return texts;
    }

    static byte[] ofDescriptions(List<ResourceDescription> descriptions) {
        Output out = new Output().number(descriptions.size());
        descriptions.forEach(one -> one.write(out));
        return out.bytes();
    }

    static List<ResourceDescription> descriptions(Input in) throws IOException {
        int count = in.count(8);
        List<ResourceDescription> descriptions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            descriptions.add(ResourceDescription.read(in));
        }
        return descriptions;
    }
}
