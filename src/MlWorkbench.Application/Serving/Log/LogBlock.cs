using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>Predictions of one version in columns, the oldest first. A column without any value is left out, unless it is an input.</summary>
internal sealed class LogBlock(Table table)
{
    public const string Id = "id";
    public const string Time = "at";
    public const string Route = "route";
    public const string ShadowOf = "shadowOf";
    public const string Caller = "caller";
    public const string Score = "score";
    public const string Label = "label";
    public const string AssociationId = "associationId";
    public const string EntityId = "entityId";
    public const string Warnings = "warnings";
    public const string Flags = "flags";
    public const string Milliseconds = "milliseconds";

    /// <summary>Begins the name of each input, so that an input can have any name.</summary>
    public const string InputPrefix = "input:";

    public Table Table { get; } = table;

    public int Rows => Table.RowCount;

    /// <summary>The columns of the inputs, whose names begin with <see cref="InputPrefix"/>.</summary>
    public IEnumerable<Column> Inputs => Table.Columns.Where(column => IsInput(column.Name));

    public static bool IsInput(string column) => column.StartsWith(InputPrefix, StringComparison.Ordinal);

    /// <param name="predictions">Predictions of one version.</param>
    public static LogBlock Of(IReadOnlyList<PredictionToLog> predictions)
    {
        List<Column> columns =
        [
            Guids(Id, predictions, prediction => prediction.Id),
            Numbers(Time, ColumnType.Date, predictions, prediction => DateText.ToUnixSeconds(prediction.At)),
            Guids(Route, predictions, prediction => prediction.RouteId ?? Guid.Empty),
            Guids(ShadowOf, predictions, prediction => prediction.ShadowOfId ?? Guid.Empty),
            Guids(Caller, predictions, prediction => prediction.CallerId),
            Numbers(Score, ColumnType.Number, predictions, prediction => prediction.Score),
            Texts(Label, ColumnType.Category, predictions, prediction => prediction.Label),
            Texts(AssociationId, ColumnType.Text, predictions, prediction => prediction.AssociationId),
            Texts(EntityId, ColumnType.Text, predictions, prediction => prediction.EntityId),
            Texts(Warnings, ColumnType.Category, predictions, prediction => prediction.Warnings),
            Texts(Flags, ColumnType.Category, predictions, prediction => prediction.Flags),
            Numbers(Milliseconds, ColumnType.Number, predictions, prediction => prediction.CallMilliseconds ?? double.NaN),
        ];
        var inputs = predictions[0].Signature.Columns;
        for (var i = 0; i < inputs.Count; i++)
        {
            var position = i;
            var name = InputPrefix + inputs[i].Name;
            columns.Add(inputs[i].Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date
                ? Numbers(name, inputs[i].Type, predictions, prediction => prediction.Inputs.Numbers[position])
                : Texts(name, inputs[i].Type, predictions, prediction => prediction.Inputs.Texts[position]));
        }

        return new LogBlock(new Table([.. columns.Where(IsKept)])).Sorted();
    }

    /// <param name="wanted">Decides by name which columns are read.</param>
    public static LogBlock Read(byte[] data, Func<string, bool> wanted) => new(ArrowBlock.Read(data, wanted));

    public byte[] ToBytes() => ArrowBlock.Write(Table);

    /// <summary>All rows of the blocks, one block after the other.</summary>
    public static LogBlock Join(IReadOnlyList<LogBlock> blocks)
    {
        var names = blocks.SelectMany(block => block.Table.Columns).Select(column => column.Name).Distinct(StringComparer.Ordinal);
        return new LogBlock(new Table([.. names.Select(name => Join(name, blocks))]));
    }

    /// <summary>The same rows by their times, and equal times by their ids.</summary>
    public LogBlock Sorted()
    {
        var (times, ids) = (Doubles(Time), Ids(Id));
        var order = new int[Rows];
        var isSorted = true;
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
            isSorted &= row == 0 || Compare(row - 1, row) <= 0;
        }

        if (isSorted)
        {
            return this;
        }

        Array.Sort(order, Compare);
        return new LogBlock(Table.Take(order));

        int Compare(int one, int other) => times[one] != times[other] ? times[one].CompareTo(times[other]) : ids[one].CompareTo(ids[other]);
    }

    /// <summary>The rows that fulfil the condition. The same block if all do, null if none does.</summary>
    public LogBlock? Where(Func<int, bool> condition)
    {
        var rows = new List<int>(Rows);
        for (var row = 0; row < Rows; row++)
        {
            if (condition(row))
            {
                rows.Add(row);
            }
        }

        return rows.Count == Rows ? this : rows.Count == 0 ? null : new LogBlock(new Table([.. Table.Take([.. rows]).Columns.Where(IsKept).Select(WithUsedLevels)]));
    }

    public DateTime At(int row) => DateText.ToDateTime(((NumericColumn)Table[Time]).Values[row]);

    /// <summary>Values of a column of ids. Empty ids if it has none.</summary>
    public Guid[] Ids(string column) => Table.Find(column) is GuidColumn found ? found.Values : new Guid[Rows];

    /// <summary>Values of a column of numbers. NaN if it has none.</summary>
    public double[] Doubles(string column)
    {
        if (Table.Find(column) is NumericColumn found)
        {
            return found.Values;
        }

        var none = new double[Rows];
        Array.Fill(none, double.NaN);
        return none;
    }

    public string? Text(string column, int row) => Table.Find(column)?.TextAt(row);

    /// <summary>Values of a column of texts under another name. All are missing if the block lacks it.</summary>
    public CategoricalColumn Texts(string column, string name) => Table.Find(column) is CategoricalColumn found
        ? new CategoricalColumn(name, ColumnType.Text, found.Codes, found.Levels)
        : NoTexts(name, ColumnType.Text, Rows);

    /// <summary>Values of an input under its own name and in the given type. All are missing if the block lacks it.</summary>
    public Column Input(string name, ColumnType type)
    {
        var isNumeric = type is ColumnType.Integer or ColumnType.Number or ColumnType.Date;
        return Table.Find(InputPrefix + name) switch
        {
            NumericColumn numbers when isNumeric => new NumericColumn(name, type, numbers.Values),
            NumericColumn numbers => new CategoricalColumn(name, type, numbers.ToLevels().Codes, numbers.ToLevels().Levels),
            CategoricalColumn texts when isNumeric => new NumericColumn(name, type, [.. texts.Codes.Select((_, row) => NumberOf(texts.TextAt(row), type))]),
            CategoricalColumn texts => new CategoricalColumn(name, type, texts.Codes, texts.Levels),
            _ => isNumeric ? new NumericColumn(name, type, Doubles(InputPrefix + name)) : NoTexts(name, type, Rows),
        };
    }

    /// <summary>The filter of all keys in the block.</summary>
    public KeyFilter Filter()
    {
        var (associations, entities) = (Table.Find(AssociationId) as CategoricalColumn, Table.Find(EntityId) as CategoricalColumn);
        var filter = new KeyFilter(Rows + (associations?.Levels.Length ?? 0) + (entities?.Levels.Length ?? 0));
        foreach (var id in Ids(Id))
        {
            filter.Add(KeyFilter.HashOf(id));
        }

        foreach (var association in associations?.Levels ?? [])
        {
            filter.Add(KeyFilter.HashOfAssociation(association));
        }

        foreach (var entity in entities?.Levels ?? [])
        {
            filter.Add(KeyFilter.HashOfEntity(entity));
        }

        return filter;
    }

    private static bool IsKept(Column column)
    {
        if (IsInput(column.Name))
        {
            return true;
        }

        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsMissing(row))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing of a row that was left out may stay, not even its texts.</summary>
    private static Column WithUsedLevels(Column column) => column is CategoricalColumn texts ? Texts(texts.Name, texts.Type, [texts]) : column;

    private static double NumberOf(string? text, ColumnType type) => text is not null && SignatureCheck.TryParse(text, type, out var number) ? number : double.NaN;

    private static Column Join(string name, IReadOnlyList<LogBlock> blocks) => blocks.Select(block => block.Table.Find(name)).First(column => column is not null) switch
    {
        NumericColumn numbers => new NumericColumn(name, numbers.Type, [.. blocks.SelectMany(block => block.Doubles(name))]),
        CategoricalColumn texts => Texts(name, texts.Type, blocks.Select(block => block.Table.Find(name) as CategoricalColumn ?? NoTexts(name, texts.Type, block.Rows))),
        _ => new GuidColumn(name, [.. blocks.SelectMany(block => block.Ids(name))]),
    };

    private static CategoricalColumn NoTexts(string name, ColumnType type, int rows)
    {
        var codes = new int[rows];
        Array.Fill(codes, CategoricalColumn.Missing);
        return new CategoricalColumn(name, type, codes, []);
    }

    private static GuidColumn Guids(string name, IReadOnlyList<PredictionToLog> predictions, Func<PredictionToLog, Guid> value)
    {
        var values = new Guid[predictions.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = value(predictions[row]);
        }

        return new GuidColumn(name, values);
    }

    private static NumericColumn Numbers(string name, ColumnType type, IReadOnlyList<PredictionToLog> predictions, Func<PredictionToLog, double> value)
    {
        var values = new double[predictions.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = value(predictions[row]);
        }

        return new NumericColumn(name, type, values);
    }

    private static CategoricalColumn Texts(string name, ColumnType type, IReadOnlyList<PredictionToLog> predictions, Func<PredictionToLog, string?> value)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new int[predictions.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = CodeOf(codes, value(predictions[row]));
        }

        return new CategoricalColumn(name, type, values, [.. codes.Keys]);
    }

    private static CategoricalColumn Texts(string name, ColumnType type, IEnumerable<CategoricalColumn> parts)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new List<int>();
        foreach (var part in parts)
        {
            var known = new int[part.Levels.Length];
            Array.Fill(known, CategoricalColumn.Missing);
            foreach (var code in part.Codes)
            {
                if (code >= 0 && known[code] < 0)
                {
                    known[code] = CodeOf(codes, part.Levels[code]);
                }

                values.Add(code < 0 ? CategoricalColumn.Missing : known[code]);
            }
        }

        return new CategoricalColumn(name, type, [.. values], [.. codes.Keys]);
    }

    private static int CodeOf(Dictionary<string, int> codes, string? text)
    {
        if (text is null)
        {
            return CategoricalColumn.Missing;
        }

        if (!codes.TryGetValue(text, out var code))
        {
            codes.Add(text, code = codes.Count);
        }

        return code;
    }
}
