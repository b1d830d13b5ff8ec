using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class EvidenceTextTests
{
    private const string Beaten =
        "ROC AUC is 0.800; the baseline, which ignores all columns, has 0.500. The difference is beyond noise. "
        + "They are compared by their intervals, not row by row.";

    /// <summary>Evidence of the version that stored sentences.</summary>
    private const string Earlier = """
        {"frozenAt":"2026-05-01T10:00:00Z","verdict":"Wins overall. They are compared by their intervals, not row by row.",
         "candidate":{"versionId":"0197e0b4-0000-7000-8000-000000000001","number":2,"runTitle":"LightGBM","experimentId":"0197e0b4-0000-7000-8000-000000000002",
          "dataset":"customers","datasetVersion":1,"datasetRows":1500,"packageBytes":9,"metric":"auc","testRows":600,"testMetrics":[]},
         "champion":null,"sameTestRows":false,"metrics":[],"segments":[],
         "signatureChanges":[{"subject":"age","breaks":false,"sentence":"The candidate no longer requires the column 'age'."}],
         "gates":[{"name":"testEvaluation","title":"Measured on the test split","level":"block","passed":true,"threshold":30,"value":600,
          "sentence":"The candidate was measured once."}],"paired":false}
        """;

    [Fact]
    public void Of_GateWithAnAddition_FormsBothSentences()
    {
        var sentence = Statement.Of("baseline_beaten", ("metric", "ROC AUC"), ("value", "0.800"), ("reference", "0.500"), ("bound", "0.528"));
        var gate = new GateResult("beatsBaseline", "Better than the baseline", GateLevel.Block, true, 0.528, 0.8, sentence, ComparisonMethod.Of(paired: false));

        Assert.Equal(Beaten, EvidenceText.Of(gate));
    }

    [Fact]
    public void Of_GateWithCounts_GroupsTheirDigits()
    {
        var sentence = Statement.Of("tested", ("rows", 12_345), ("minimum", 30));
        var gate = new GateResult("testEvaluation", "Measured on the test split", GateLevel.Block, true, 30, 12_345, sentence);

        Assert.Equal("The candidate was measured once on 12,345 rows that the search never saw; at least 30 are required.", EvidenceText.Of(gate));
    }

    [Fact]
    public void Of_EvidenceOfAnEarlierVersion_KeepsItsSentences()
    {
        var evidence = EvidenceJson.Read(Earlier);

        Assert.Equal("Wins overall. They are compared by their intervals, not row by row.", EvidenceText.VerdictOf(evidence));
        Assert.Equal("The candidate was measured once.", EvidenceText.Of(evidence.Gates[0]));
        Assert.Equal("The candidate no longer requires the column 'age'.", EvidenceText.Of(evidence.SignatureChanges[0]));
        Assert.Equal((Statement.Verbatim, Statement.Verbatim), (evidence.Gates[0].Sentence.Code, evidence.SignatureChanges[0].Sentence.Code));
    }

    [Fact]
    public void Read_EvidenceThatWasWritten_KeepsCodesAndValues()
    {
        var change = new SignatureChange("age", true, Statement.Of("column_added", ("column", "age")));
        var read = EvidenceJson.Read(EvidenceJson.Write(EvidenceJson.Read(Earlier) with { SignatureChanges = [change] }));

        Assert.Equal(("column_added", "age"), (read.SignatureChanges[0].Sentence.Code, read.SignatureChanges[0].Sentence.Values["column"]));
    }
}
