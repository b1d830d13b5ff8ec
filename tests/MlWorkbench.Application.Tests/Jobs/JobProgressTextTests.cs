using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Tests.Jobs;

public sealed class JobProgressTextTests
{
    [Theory]
    [InlineData("import_reading_minutes_left", "Reading all rows and inferring types · about 3 min left", "minutes=3")]
    [InlineData("backup_intact_with_audit", "a.db is intact: 1,200 contents, 5,000 audit entries", "file=a.db", "contents=1200", "auditEntries=5000")]
    [InlineData("training_run", "Training run 3: LightGBM, 31 leaves", "run=3", "title=LightGBM, 31 leaves")]
    [InlineData(Statement.Verbatim, "As an earlier version wrote it", "text=As an earlier version wrote it")]
    public void Of_CodeAndValues_FormsTheSentence(string code, string sentence, params string[] values)
    {
        var activity = new Statement(code, values.Select(value => value.Split('=')).ToDictionary(value => value[0], value => value[1]));

        Assert.Equal(sentence, JobProgressText.Of(activity));
    }

    [Fact]
    public void Of_NoActivityYet_IsNull() => Assert.Null(JobProgressText.Of(null));
}
