package polyview.data.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import polyview.base.ShortTexts;
import polyview.base.Texts;
import polyview.data.manifest.ColumnUses.Role;

/** Checks and keeps the columns that are neither input nor target, row by row; the weight is read as a number among others. */
final class RolesReader {

    private final ColumnUses uses;
    private final CodedColumn.Builder group;
    private final CodedColumn.Builder time;
    private final List<Texts.Builder> ids;
    private final Map<String, String> looks = new HashMap<>();
    private Optional<Moment.Kind> kind = Optional.empty();
    private String firstTime = "";
    private int[] groupColumn = {};
    private int[] timeColumn = {};
    private int[] idColumns = {};

    RolesReader(ColumnUses uses) {
        this.uses = uses;
        this.group = new CodedColumn.Builder(name(Role.group));
        this.time = new CodedColumn.Builder(name(Role.time));
        this.ids = new ArrayList<>();
        uses.role(Role.id).forEach(id -> ids.add(new Texts.Builder()));
    }

    private String name(Role role) {
        return uses.role(role).isEmpty() ? "" : uses.role(role).get(0);
    }

    void columns(Function<Role, int[]> find) {
        groupColumn = find.apply(Role.group);
        timeColumn = find.apply(Role.time);
        idColumns = find.apply(Role.id);
    }

    void row(String[] row, BiFunction<Role, String, IllegalArgumentException> refused) {
        for (int column : groupColumn) {
            String fault = group.knows(row[column]) ? "" : groupFault(row[column]);
            if (!fault.isEmpty()) {
                throw refused.apply(Role.group, fault);
            }
            group.add(row[column]);
        }
        for (int column : timeColumn) {
            String fault = time.knows(row[column]) ? "" : timeFault(row[column]);
            if (!fault.isEmpty()) {
                throw refused.apply(Role.time, fault);
            }
            time.add(row[column]);
        }
        for (int i = 0; i < idColumns.length; i++) {
            ids.get(i).add(row[idColumns[i]]);
        }
    }

    /** Two spellings of one patient would lie in two parts. */
    private String groupFault(String name) {
        String fault = ManifestReader.fault(name);
        if (!fault.isEmpty()) {
            return fault;
        }
        String before = looks.putIfAbsent(Lookalikes.seen(name), name);
        return before == null || before.equals(name) ? "" : "groups " + Lookalikes.difference(before, name);
    }

    private String timeFault(String text) {
        Optional<Moment> moment = Moment.of(text);
        if (moment.isEmpty()) {
            return "must be a number or a date such as 2026-11-29 or 2026-11-29T14:05:00, got "
                    + ShortTexts.quoted(text);
        }
        if (kind.isEmpty()) {
            kind = moment.map(Moment::kind);
            firstTime = text;
        }
        return moment.map(Moment::kind).equals(kind)
                ? ""
                : "must be written as those before, such as " + ShortTexts.quoted(firstTime) + ", got "
                        + ShortTexts.quoted(text);
    }

    ManifestRoles roles() {
        return new ManifestRoles(
                name(Role.weight),
                group.build(Comparator.naturalOrder()),
                time.build(Comparator.comparing(text -> Moment.of(text).orElseThrow())),
                uses.role(Role.id),
                ids.stream().map(Texts.Builder::build).toList());
    }
}
