using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>The columns of exported predictions: the inputs of all versions, then what the versions answered.</summary>
internal sealed class ExportColumns
{
    private static readonly (string Name, ColumnType Type)[] Answers =
    [
        ("label", ColumnType.Category),
        ("score", ColumnType.Number),
        ("version", ColumnType.Integer),
        ("at", ColumnType.Date),
        ("associationId", ColumnType.Text),
        ("entityId", ColumnType.Text),
        ("predictionId", ColumnType.Text),
    ];

    private readonly List<(string Name, ColumnType Type)> _inputs = [];

    public IReadOnlyList<(string Name, ColumnType Type)> All => [.. _inputs, .. Answers.Select(answer => (NameOf(answer.Name), answer.Type))];

    /// <summary>Adds the inputs of a version. An input that has another type in another version becomes a text.</summary>
    public void Add(LogBlock block)
    {
        foreach (var column in block.Inputs)
        {
            var name = column.Name[LogBlock.InputPrefix.Length..];
            var known = _inputs.FindIndex(input => input.Name == name);
            if (known < 0)
            {
                _inputs.Add((name, column.Type));
            }
            else if (_inputs[known].Type != column.Type)
            {
                _inputs[known] = (name, ColumnType.Text);
            }
        }
    }

    /// <summary>The predictions of one version in these columns.</summary>
    public Table ToTable(LogBlock block, int version)
    {
        var answers = new Column[]
        {
            Texts(block, LogBlock.Label, ColumnType.Category),
            new NumericColumn("score", ColumnType.Number, block.Doubles(LogBlock.Score)),
            new NumericColumn("version", ColumnType.Integer, [.. Enumerable.Repeat((double)version, block.Rows)]),
            new NumericColumn("at", ColumnType.Date, block.Doubles(LogBlock.Time)),
            Texts(block, LogBlock.AssociationId, ColumnType.Text),
            Texts(block, LogBlock.EntityId, ColumnType.Text),
            new CategoricalColumn("predictionId", ColumnType.Text, [.. Enumerable.Range(0, block.Rows)], [.. block.Ids(LogBlock.Id).Select(id => $"{id:D}")]),
        };
        return new Table([.. _inputs.Select(input => block.Input(input.Name, input.Type)), .. answers.Zip(Answers, (column, answer) => Named(column, NameOf(answer.Name)))]);
    }

    private static CategoricalColumn Texts(LogBlock block, string column, ColumnType type) => block.Table.Find(column) is CategoricalColumn found
        ? new CategoricalColumn(column, type, found.Codes, found.Levels)
        : new CategoricalColumn(column, type, [.. Enumerable.Repeat(CategoricalColumn.Missing, block.Rows)], []);

    private static Column Named(Column column, string name) => column is NumericColumn numbers
        ? new NumericColumn(name, numbers.Type, numbers.Values)
        : new CategoricalColumn(name, column.Type, ((CategoricalColumn)column).Codes, ((CategoricalColumn)column).Levels);

    /// <summary>An input keeps its name, so a column of the answer with the same name gets another.</summary>
    private string NameOf(string answer)
    {
        while (_inputs.Exists(input => string.Equals(input.Name, answer, StringComparison.OrdinalIgnoreCase)))
        {
            answer = $"predicted_{answer}";
        }

        return answer;
    }
}
