using System.Globalization;
using System.Text.Json;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Collects one column of logged inputs, as the type that it had in training.</summary>
internal abstract class InputColumn(ArrowColumn column)
{
    protected ArrowColumn Target { get; } = column;

    public static InputColumn For(ArrowColumn column) =>
        column.Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date ? new Numbers(column) : new Levels(column);

    public void Add(JsonElement row)
    {
        if (!row.TryGetProperty(Target.Name, out var value) || value.ValueKind == JsonValueKind.Null)
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

    private sealed class Numbers(ArrowColumn column) : InputColumn(column)
    {
        private readonly List<double> _values = [];

        public override Column Build() => new NumericColumn(Target.Name, Target.Type, [.. _values]);

        protected override void Add(string text) =>
            _values.Add(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN);

        protected override void AddMissing() => _values.Add(double.NaN);
    }

    private sealed class Levels(ArrowColumn column) : InputColumn(column)
    {
        private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
        private readonly List<int> _rows = [];

        public override Column Build() => new CategoricalColumn(Target.Name, Target.Type, [.. _rows], [.. _codes.Keys]);

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
