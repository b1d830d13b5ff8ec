using System.Globalization;
using System.Text.Json;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Collects one column of logged inputs, with its type in training.</summary>
internal abstract class InputColumn(string name, ColumnType type)
{
    protected string Name { get; } = name;

    protected ColumnType Type { get; } = type;

    public static InputColumn For(string name, ColumnType type) =>
        type is ColumnType.Integer or ColumnType.Number or ColumnType.Date ? new Numbers(name, type) : new Levels(name, type);

    public void Add(JsonElement row)
    {
        if (!row.TryGetProperty(Name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            AddMissing();
        }
        else
        {
            Add(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        }
    }

    public abstract Column Build();

    protected abstract void Add(string text);

    protected abstract void AddMissing();

    private sealed class Numbers(string name, ColumnType type) : InputColumn(name, type)
    {
        private readonly List<double> _values = [];

        public override Column Build() => new NumericColumn(Name, Type, [.. _values]);

        protected override void Add(string text) =>
            _values.Add(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN);

        protected override void AddMissing() => _values.Add(double.NaN);
    }

    private sealed class Levels(string name, ColumnType type) : InputColumn(name, type)
    {
        private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
        private readonly List<int> _rows = [];

        public override Column Build() => new CategoricalColumn(Name, Type, [.. _rows], [.. _codes.Keys]);

        protected override void Add(string text)
        {
            if (!_codes.TryGetValue(text, out var code))
            {
                code = _codes.Count;
                _codes.Add(text, code);
            }

            _rows.Add(code);
        }

        protected override void AddMissing() => _rows.Add(CategoricalColumn.Missing);
    }
}
