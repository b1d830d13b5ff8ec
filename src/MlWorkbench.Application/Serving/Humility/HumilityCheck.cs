using System.Globalization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Humility;

/// <summary>Applies the rules of an endpoint to rows of one signature. A rule about a column that the signature lacks does not apply.</summary>
internal sealed class HumilityCheck
{
    private readonly ModelSignature _signature;
    private readonly HashSet<string>?[] _levels;
    private readonly IReadOnlyList<(HumilityRule Rule, int[] Columns)> _rules;

    private HumilityCheck(IReadOnlyList<HumilityRule> rules, ModelSignature signature)
    {
        _signature = signature;
        _levels = [.. signature.Columns.Select(column => column.LevelsAreComplete ? column.Levels.ToHashSet(StringComparer.Ordinal) : null)];
        _rules = [.. rules.Select(rule => (rule, Enumerable.Range(0, signature.Columns.Count)
            .Where(position => rule.Column is null || signature.Columns[position].Name == rule.Column)
            .ToArray()))];
    }

    /// <summary>Null without rules.</summary>
    public static HumilityCheck? Of(IReadOnlyList<HumilityRule> rules, ModelSignature signature) => rules.Count == 0 ? null : new HumilityCheck(rules, signature);

    /// <summary>The rules that apply to the row, in their order.</summary>
    public IReadOnlyList<HumilityRule> FindHits(ScoringRow row, double score)
    {
        List<HumilityRule>? hits = null;
        foreach (var (rule, columns) in _rules)
        {
            if (Applies(rule, columns, row, score))
            {
                (hits ??= []).Add(rule);
            }
        }

        return hits ?? (IReadOnlyList<HumilityRule>)[];
    }

    /// <summary>Flags the prediction with the rules that apply to its row, and replaces its label or number by the first rule that overrides.</summary>
    /// <param name="number">1-based position of the row in the call.</param>
    /// <exception cref="WorkbenchException">A rule refuses the row.</exception>
    public Prediction Apply(Prediction prediction, ScoringRow row, int number)
    {
        var hits = FindHits(row, prediction.Score);
        if (hits.Count == 0)
        {
            return prediction;
        }

        if (hits.FirstOrDefault(hit => hit.Action == HumilityAction.Refuse) is { } refusal)
        {
            throw WorkbenchException.Invalid("humility_refused", string.Create(CultureInfo.InvariantCulture,
                $"Row {number}: the endpoint's rule '{refusal.Name}' refuses a prediction. Decide about this row without the model."), number, refusal.Column);
        }

        var flagged = prediction with { Flags = [.. hits.Select(hit => hit.Name)] };
        return hits.FirstOrDefault(hit => hit.Action == HumilityAction.Override)?.Value is not { } value
            ? flagged
            : _signature.Classes.Count == 0
                ? flagged with { Score = value.GetDouble() }
                : flagged with { Label = value.GetString() };
    }

    private bool Applies(HumilityRule rule, int[] columns, ScoringRow row, double score) => rule.When switch
    {
        HumilityCondition.OutOfRange => Array.Exists(columns, position => IsOutOfRange(rule, position, row)),
        HumilityCondition.UnseenCategory => Array.Exists(columns, position =>
            _levels[position] is { } levels && row.Texts[position] is { } text && !levels.Contains(text)),
        HumilityCondition.Uncertain => _signature.Classes.Count > 0 && score >= rule.Low && score <= rule.High,
        _ => columns.Count(position => IsMissing(position, row)) > (rule.Column is null ? rule.MaxMissing : 0),
    };

    private bool IsOutOfRange(HumilityRule rule, int position, ScoringRow row)
    {
        var column = _signature.Columns[position];
        var hasOwnRange = (rule.Low ?? rule.High) is not null;
        // A comparison with a missing value or without a bound is false.
        return row.Numbers[position] < (hasOwnRange ? rule.Low : column.Minimum) || row.Numbers[position] > (hasOwnRange ? rule.High : column.Maximum);
    }

    private bool IsMissing(int position, ScoringRow row) => _signature.Columns[position].Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date
        ? double.IsNaN(row.Numbers[position])
        : row.Texts[position] is null;
}
