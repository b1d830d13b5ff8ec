using System.Text.Json;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Scores the rows of one call that a route answers.</summary>
/// <param name="explain">Whether to compute contributions.</param>
/// <param name="rules">Humility rules of the endpoint.</param>
internal sealed class RouteScorer(ServedRoute route, RouteModel model, bool explain, IReadOnlyList<HumilityRule> rules)
{
    private readonly IScorer _scorer = model.Scorer;
    private readonly RequestRows _rows = new(model.Scorer.Check, model.Scorer.Signature);
    private readonly Dictionary<string, int> _hits = new(StringComparer.Ordinal);
    private readonly HumilityCheck? _humility = HumilityCheck.Of(rules, model.Scorer.Signature);
    private readonly double[] _outputs = new double[model.Scorer.Signature.Outputs];
    private ScoringRow? _row;

    public ServedRoute Route { get; } = route;

    public ModelSignature Signature => _scorer.Signature;

    public PredictionHistory? History => model.History;

    /// <summary>Number of rows scored.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows by the humility rules that applied to them.</summary>
    public IReadOnlyDictionary<string, int> Hits => _hits;

    /// <summary>Codes of the last row's irregularities. Null if it has none.</summary>
    public string? RowWarnings => _rows.RowWarnings;

    /// <param name="number">1-based position in the call.</param>
    /// <exception cref="WorkbenchException">The row breaks the signature, or a humility rule refuses it.</exception>
    public Prediction Score(JsonElement values, int number)
    {
        var row = _row ??= new ScoringRow(Signature.Columns.Count);
        _rows.Read(values, number, row);
        _scorer.Score(row, _outputs);
        var prediction = Describe(explain ? _scorer.ExplainPredicted(row, _outputs) : null);
        var answer = _humility?.Apply(prediction, row, number) ?? prediction;
        Rows++;
        foreach (var flag in answer.Flags ?? [])
        {
            _hits[flag] = _hits.GetValueOrDefault(flag) + 1;
        }

        return answer;
    }

    /// <summary>Returns the last row as the model read it, with longer texts truncated. The next row has memory of its own.</summary>
    public ScoringRow TakeRow(int mostCharacters)
    {
        var row = _row!;
        for (var i = 0; i < row.Texts.Length; i++)
        {
            row.Texts[i] = Cut(row.Texts[i], mostCharacters);
        }

        _row = null;
        return row;
    }

    public IEnumerable<PredictionWarning> Warnings() => [.. model.Warnings, .. _rows.Warnings()];

    private static string? Cut(string? text, int mostCharacters)
    {
        if (text is null || text.Length <= mostCharacters)
        {
            return text;
        }

        // A half surrogate pair is not valid text.
        var length = mostCharacters > 0 && char.IsHighSurrogate(text[mostCharacters - 1]) ? mostCharacters - 1 : mostCharacters;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    private Prediction Describe(ScoreExplanation? explanation) => new(
        Guid.CreateVersion7(),
        Signature.LabelOf(_outputs),
        Signature.ScoreOf(_outputs),
        Signature.Classes.Count == 0 ? null : ByClass(Signature.Classes, _outputs),
        explanation?.Space,
        explanation?.BaseValue,
        explanation is null ? null : ByColumn(Signature.Columns, explanation.Contributions),
        Route.Number,
        Route.Id);

    private static Dictionary<string, double> ByClass(IReadOnlyList<string> classes, double[] outputs)
    {
        var probabilities = new Dictionary<string, double>(classes.Count, StringComparer.Ordinal);
        for (var i = 0; i < classes.Count; i++)
        {
            probabilities.Add(classes[i], outputs[i]);
        }

        return probabilities;
    }

    /// <summary>Contributions by column, the largest first.</summary>
    private static Dictionary<string, double> ByColumn(IReadOnlyList<SignatureColumn> columns, double[] contributions) => Enumerable.Range(0, columns.Count)
        .OrderByDescending(i => Math.Abs(contributions[i]))
        .ToDictionary(i => columns[i].Name, i => contributions[i], StringComparer.Ordinal);
}
