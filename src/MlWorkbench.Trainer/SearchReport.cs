using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Trainer;

/// <summary>Reports a search: a progress line for each event, and finally a JSON report and a summary.</summary>
internal sealed class SearchReport(SearchClock clock, TextWriter progress)
{
    private static readonly JsonSerializerOptions ReportJson = new(SearchProtocol.Json) { Converters = { new SentenceConverter() } };

    private readonly List<RunResult> _runs = [];
    private readonly Dictionary<int, RunEvaluation> _evaluations = [];
    private SearchPlan? _plan;
    private SearchCompleted? _completed;

    public IReadOnlyList<RunResult> Runs => _runs;

    /// <summary>Forgets all runs except those that the next attempt at the search leaves out.</summary>
    public void Restart(IEnumerable<RunResult> failed)
    {
        _runs.Clear();
        _runs.AddRange(failed);
    }

    public void Add(SearchEvent happened)
    {
        switch (happened)
        {
            case SearchPlanned planned:
                _plan = planned.Plan;
                foreach (var finding in planned.Plan.Findings)
                {
                    Line(SearchText.Of(finding));
                }

                break;
            case RunFinished { Run: var run }:
                _runs.Add(run);
                Line(run.Validation is { } value
                    ? $"Run {run.Number}: {run.Title}, {value.Name} {Number(value.Value)}, {Number(run.Seconds)} s"
                    : $"Run {run.Number}: {run.Title}, no model: {SearchText.Of(run.Reason!)}");
                break;
            case PhaseChanged { Phase: var phase }:
                Line(SearchText.Of(phase));
                break;
            case RunEvaluated evaluated:
                _evaluations[evaluated.Number] = evaluated.Evaluation;
                break;
            case SearchCompleted completed:
                _completed = completed;
                break;
        }
    }

    public Task WriteAsync(Stream stream) => JsonSerializer.SerializeAsync(
        stream,
        new
        {
            plan = _plan,
            runs = _runs,
            bestRun = _completed?.BestRunNumber,
            stoppedEarly = _completed?.StoppedEarly,
            findings = _completed?.Findings,
            evaluation = _completed is null ? null : _evaluations.GetValueOrDefault(_completed.BestRunNumber),
            elapsedSeconds = Math.Round(clock.Elapsed.TotalSeconds, 2),
        },
        ReportJson);

    public void Summarise(TextWriter output, string modelFile)
    {
        var best = _runs.First(run => run.Number == _completed!.BestRunNumber);
        output.WriteLine($"Best: run {best.Number} of {_runs.Count}, {best.Title}");
        output.WriteLine($"Validation: {Describe(best.Validation!)}");
        if (_evaluations.GetValueOrDefault(best.Number)?.Test is { } test)
        {
            output.WriteLine($"Test: {Describe(test.Metrics[0])}");
        }

        output.WriteLine($"Model: {modelFile}");
    }

    private static string Describe(MetricValue value) =>
        $"{value.Name} {Number(value.Value)}{(value is { Low: { } low, High: { } high } ? $" (95 % interval {Number(low)} to {Number(high)})" : "")}";

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private void Line(string text) => progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed.TotalSeconds,6:F1} s] {text}"));

    /// <summary>A report is for people, so it contains the sentences.</summary>
    private sealed class SentenceConverter : JsonConverter<Statement>
    {
        public override Statement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Statement value, JsonSerializerOptions options) => writer.WriteStringValue(SearchText.Of(value));
    }
}
