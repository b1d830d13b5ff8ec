using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// A preparation whose column positions are looked up once, to prepare single rows: first the values of the signature, then the columns of each step.
/// </summary>
internal sealed class BoundPreparation
{
    private readonly (PreparationStep Step, int[] Inputs, int[] Outputs)[] _steps;
    private readonly Dictionary<string, PreparedSlot> _columns;

    /// <exception cref="ArgumentException">The steps do not match the signature or each other.</exception>
    public BoundPreparation(Preparation preparation, ModelSignature signature)
    {
        Preparation = preparation;
        Width = signature.Columns.Count;
        var flow = new ColumnFlow<PreparedSlot>(signature.Columns.Select((column, i) => (column.Name, new PreparedSlot(i, column.Type, [i]))));
        _steps = new (PreparationStep, int[], int[])[preparation.Steps.Count];
        for (var i = 0; i < _steps.Length; i++)
        {
            _steps[i] = Bind(preparation.Steps[i], flow);
        }

        _columns = flow.Columns.ToDictionary(column => column.Name, column => column.Column, StringComparer.Ordinal);
    }

    public Preparation Preparation { get; }

    /// <summary>Positions of a prepared row.</summary>
    public int Width { get; private set; }

    /// <summary>A prepared column. Null if there is none of that name.</summary>
    public PreparedSlot? Find(string column) => _columns.GetValueOrDefault(column);

    /// <param name="prepared">A row of <see cref="Width"/> values.</param>
    public void Apply(ScoringRow row, ScoringRow prepared)
    {
        row.Numbers.CopyTo(prepared.Numbers, 0);
        row.Texts.CopyTo(prepared.Texts, 0);
        foreach (var (step, inputs, outputs) in _steps)
        {
            step.Apply(prepared, inputs, outputs);
        }
    }

    private (PreparationStep Step, int[] Inputs, int[] Outputs) Bind(PreparationStep step, ColumnFlow<PreparedSlot> flow)
    {
        PreparedSlot[] inputs = [.. step.Inputs.Select(input => flow[input])];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!step.Reads(i, inputs[i].Type))
            {
                throw new ArgumentException($"The preparation cannot read column '{step.Inputs[i]}' of type {inputs[i].Type}.");
            }
        }

        if (step is HistoryStep { Column: { } past } && flow.TryGet(past, out var lookedAt) && lookedAt.Type is not (ColumnType.Integer or ColumnType.Number))
        {
            throw new ArgumentException($"The preparation cannot look back at column '{past}' of type {lookedAt.Type}.");
        }

        int[] sources = [.. inputs.SelectMany(input => input.Sources).Distinct()];
        PreparedSlot[] outputs = [.. step.Outputs.Select(output => new PreparedSlot(Width++, output.Type, sources))];
        flow.Follow(step, outputs);
        return (step, Array.ConvertAll(inputs, input => input.Position), Array.ConvertAll(outputs, output => output.Position));
    }
}
