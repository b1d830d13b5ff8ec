using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>The columns after the steps checked so far, and the columns of the data that these steps need.</summary>
/// <param name="columns">Columns of the data.</param>
/// <param name="target">The column that a model will predict, if it is known.</param>
internal sealed class RecipeColumns(IEnumerable<(string Name, ColumnType Type)> columns, (string Name, ColumnType Type)? target)
{
    private const int ShownNames = 12;

    private readonly OrderedDictionary<string, (ColumnType Type, bool Raw)> _columns =
        new(columns.Where(column => column.Name != target?.Name).Select(column => KeyValuePair.Create(column.Name, (column.Type, true))), StringComparer.Ordinal);

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _past = new(StringComparer.Ordinal);
    private readonly HashSet<(string Column, string Kind)> _encoded = [];

    /// <summary>Columns of the data that a step reads.</summary>
    public IReadOnlySet<string> Read => _read;

    /// <summary>Columns of the data whose earlier values a step reads. They are needed to fit the step, but not to apply it.</summary>
    public IReadOnlySet<string> ReadInThePast => _past;

    /// <summary>Unchanged columns of the data.</summary>
    public IReadOnlyList<string> Untouched => [.. _columns.Where(column => column.Value.Raw).Select(column => column.Key)];

    /// <summary>All available columns, except those whose names depend on the training rows.</summary>
    public IReadOnlyList<(string Name, ColumnType Type)> All => [.. _columns.Select(column => (column.Key, column.Value.Type))];

    /// <summary>Whether any column remains to train on.</summary>
    public bool Any => _columns.Count > 0 || _encoded.Count > 0;

    /// <summary>The first column by which steps look back in time.</summary>
    public string? Time { get; private set; }

    public static string Describe(ColumnType type) => type switch
    {
        ColumnType.Integer => "whole numbers",
        ColumnType.Number => "numbers",
        ColumnType.Date => "dates",
        ColumnType.Text => "texts",
        ColumnType.Boolean => "yes or no",
        _ => "categories",
    };

    public bool IsTarget(string column) => column == target?.Name;

    /// <summary>Declares that a step reads this column.</summary>
    /// <exception cref="EngineException">The column does not exist, or has another type.</exception>
    public ColumnType Require(string? column, ColumnUse use)
    {
        var type = TypeOf(column);
        RequireType(column!, type, use);
        if (_columns[column!].Raw)
        {
            _read.Add(column!);
        }

        return type;
    }

    /// <summary>Declares that a step reads earlier values of this column, which can be the target.</summary>
    public void RequirePast(string? column, string? time)
    {
        Require(time, ColumnUse.NumbersAndDates);
        Time ??= time;
        var type = target is { } known && column == known.Name ? known.Type : TypeOf(column);
        RequireType(column!, type, ColumnUse.Numbers);
        if (_columns.TryGetValue(column!, out var found) && found.Raw)
        {
            _past.Add(column!);
        }
    }

    /// <summary>Declares that a step writes this column.</summary>
    /// <param name="replaces">The column that it can replace.</param>
    public void Write(string name, ColumnType type, string? replaces = null)
    {
        if (name != replaces && (_columns.ContainsKey(name) || IsTarget(name)))
        {
            throw new EngineException(
                "recipe_column_exists",
                $"The step would write '{name}', which exists already. Drop that column first, or remove the step.",
                column: name);
        }

        _columns[name] = (type, false);
    }

    /// <summary>Declares that a step converts a column to others, whose names depend on the training rows.</summary>
    public void Encode(string column, string kind, bool keep)
    {
        if (!_encoded.Add((column, kind)))
        {
            throw new EngineException("recipe_column_exists", $"'{column}' is encoded twice, so the columns would have the same names.", column: column);
        }

        if (!keep)
        {
            _columns.Remove(column);
        }
    }

    public void Remove(string column)
    {
        TypeOf(column);
        _columns.Remove(column);
    }

    public void KeepOnly(IReadOnlyList<string> kept)
    {
        foreach (var column in kept)
        {
            TypeOf(column);
        }

        _encoded.Clear();
        foreach (var column in _columns.Keys.Except(kept).ToArray())
        {
            _columns.Remove(column);
        }
    }

    private static void RequireType(string column, ColumnType type, ColumnUse use)
    {
        if (!Fits(type, use))
        {
            throw new EngineException("recipe_column_type", $"'{column}' contains {Describe(type)}; the step requires {Describe(use)}.", column: column);
        }
    }

    private static bool Fits(ColumnType type, ColumnUse use) => use switch
    {
        ColumnUse.Numbers => type is ColumnType.Integer or ColumnType.Number,
        ColumnUse.NumbersAndDates => type is ColumnType.Integer or ColumnType.Number or ColumnType.Date,
        ColumnUse.Dates => type == ColumnType.Date,
        ColumnUse.Levels => type is not (ColumnType.Number or ColumnType.Date),
        ColumnUse.Texts => type is ColumnType.Category or ColumnType.Text,
        _ => true,
    };

    private static string Describe(ColumnUse use) => use switch
    {
        ColumnUse.Numbers => "numbers",
        ColumnUse.NumbersAndDates => "numbers or dates",
        ColumnUse.Dates => "dates",
        ColumnUse.Levels => "categories, texts or whole numbers",
        _ => "texts or categories",
    };

    private ColumnType TypeOf(string? column)
    {
        if (string.IsNullOrEmpty(column))
        {
            throw new EngineException("recipe_column_missing", "Choose a column for the step.");
        }

        if (IsTarget(column))
        {
            throw new EngineException(
                "recipe_reads_target",
                $"'{column}' is the target, which is unknown at prediction time. Only lag, rolling and target-encoding steps can read it.",
                column: column);
        }

        return _columns.TryGetValue(column, out var found)
            ? found.Type
            : throw new EngineException(
                "recipe_column_missing",
                $"There is no column '{column}' at this step. Available: {Names()}.",
                column: column);
    }

    private string Names() => _columns.Count == 0 ? "none" : string.Join(", ", _columns.Keys.Take(ShownNames)) + (_columns.Count > ShownNames ? $" and {_columns.Count - ShownNames} more" : "");
}
