package rockpool.engine.data;

import java.util.List;

/// Shows shared matrices, with one of their rows in a row.
final class MatrixPages implements Pages {

    @Override
    public Size size(Looking looking) {
        long rows = rows(looking);
        long columns = columns(looking);
        return new Size(rows + " × " + columns, rows * columns);
    }

    private static long rows(Looking looking) {
        return looking.count("the rows of a matrix", Cells.ROWS);
    }

    private static long columns(Looking looking) {
        return looking.count("the columns of a matrix", Cells.COLUMNS);
    }

    @Override
    public List<String> titles(Excerpt excerpt) {
        return List.of("row", excerpt.column() == 0 ? "values" : "values from column " + excerpt.column());
    }

    @Override
    public void show(Looking looking, Excerpt excerpt) {
        Cells.TREE.check(looking.source, looking.root);
        long rows = rows(looking);
        long end = excerpt.end(rows);
        for (long row = excerpt.start(rows); row < end; row++) {
            looking.add(row, row(looking, row * columns(looking), excerpt.column()));
        }
        if (end < rows) {
            looking.goesOnAt(end);
        }
    }

    private static String row(Looking looking, long first, long from) {
        var text = new StringBuilder("[");
        long columns = columns(looking);
        for (long column = from; column < columns; column++) {
            text.append(column == from ? "" : ", ");
            if (text.length() > looking.width()) {
                return text.append("…]").toString();
            }
            text.append(ArrayPages.element(looking, first + column));
        }
        return text.append(']').toString();
    }
}
