using MlWorkbench.Application.Models;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Models;

public sealed class ExplanationsTests
{
    [Fact]
    public void ExplainPredicted_SeveralClasses_ExplainsThePredictedOne()
    {
        var (model, row, outputs) = Scored(SamplePackage.Multiclass());

        Assert.Equal(model.Signature.LabelOf(outputs), model.ExplainPredicted(row, outputs).Class);
    }

    [Fact]
    public void ExplainPredicted_TwoClasses_ExplainsThePositiveOne()
    {
        var (model, row, outputs) = Scored(SamplePackage.Binary());

        Assert.Equal("Yes", model.ExplainPredicted(row, outputs).Class);
    }

    [Fact]
    public void ExplainPredicted_ScorerWithoutExplanations_IsRefused()
    {
        var (model, row, outputs) = Scored(SamplePackage.Binary());

        var refusal = Assert.Throws<WorkbenchException>(() => new WithoutExplanations(model).ExplainPredicted(row, outputs));

        Assert.Equal("explanation_unavailable", refusal.Code);
    }

    private static (LoadedModel Model, ScoringRow Row, double[] Outputs) Scored(byte[] package)
    {
        using var stream = new MemoryStream(package);
        var model = LoadedModel.Load(stream);
        var row = model.NewRow();
        (row.Numbers[0], row.Texts[2]) = (70, "family");
        var outputs = new double[model.Outputs];
        model.Score(row, outputs);
        return (model, row, outputs);
    }

    /// <summary>A scorer that can score, but not explain.</summary>
    private sealed class WithoutExplanations(IScorer scorer) : IScorer
    {
        public ModelSignature Signature => scorer.Signature;

        public SignatureCheck Check => scorer.Check;

        public ModelSignature? History => scorer.History;

        public IScorer WithHistory(Table rows) => new WithoutExplanations(scorer.WithHistory(rows));

        public double[] Score(Table rows) => scorer.Score(rows);

        public void Score(ScoringRow row, Span<double> outputs) => scorer.Score(row, outputs);

        public IReadOnlyList<ScoreExplanation>? Explain(ScoringRow row) => null;
    }
}
