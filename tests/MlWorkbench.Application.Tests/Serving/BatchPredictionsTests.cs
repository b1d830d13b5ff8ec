using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

/// <summary>Batch predictions as jobs: equal to the answers of the server, complete or absent, and removed in time.</summary>
public sealed class BatchPredictionsTests : IAsyncLifetime
{
    private const string Data = "newer";
    private const string File = "age,income,plan,id\n30,2000,basic,a1\n61,900.5,family,b2\n";

    private readonly ChunkWatch _watch = new();
    private RegistryWorld _world = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private BatchPredictionCatalog Catalog => _world.Workbench.Get<BatchPredictionCatalog>();

    private BatchPredictions Batches => _world.Workbench.Get<BatchPredictions>();

    public async ValueTask InitializeAsync() =>
        _world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Batch:RetentionDays"] = "7" }, _watch.Register);

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("binary", "prediction,score,probability_No,probability_Yes")]
    [InlineData("multiclass", "prediction,score,probability_basic,probability_plus,probability_family")]
    [InlineData("regression", "prediction,score")]
    public async Task StartAsync_IntoADataset_HoldsTheAnswersOfTheServer(string task, string results)
    {
        await _world.PromoteNewAsync(new SampleRun(Package: task switch
        {
            "binary" => SamplePackage.Binary(),
            "multiclass" => SamplePackage.Multiclass(),
            _ => SamplePackage.Regression(),
        }));
        var customers = await PlantAsync(SampleModel.Customers(100, older: 3));

        var batch = await ScoreAsync(new BatchOrder(Output: BatchOutput.Dataset, Into: "scored", Keep: ["plan", "age"]));
        var path = await _world.Workbench.Get<DatasetCatalog>().GetArrowFileAsync(_world.Analyst, "scored", 1, Now);
        var scored = await ArrowTableFile.ReadAsync(path, cancellation: Now);

        Assert.Equal((JobState.Completed, 100L, 100L, new ImportResult("scored", 1, IsNew: true)), (batch.State, batch.Rows, batch.Scored, batch.Version));
        Assert.Equal($"plan,age,{results}", string.Join(',', scored.Columns.Select(column => column.Name)));
        var answers = await AnswerAsync(customers, explain: false);
        for (var row = 0; row < answers.Count; row++)
        {
            Assert.Equal(customers["age"].TextAt(row), scored["age"].TextAt(row));
            Assert.Equal(answers[row].Score, Number(scored, "score", row), 1e-12);
            Assert.Equal(answers[row].Label ?? answers[row].Score.ToString("R", CultureInfo.InvariantCulture), scored["prediction"].TextAt(row));
            Assert.All(
                answers[row].Probabilities ?? new Dictionary<string, double>(),
                probability => Assert.Equal(probability.Value, Number(scored, $"probability_{probability.Key}", row), 1e-12));
        }
    }

    [Fact]
    public async Task StartAsync_WithContributions_HoldsThoseOfTheServer()
    {
        await _world.PromoteNewAsync();
        var customers = await PlantAsync(SampleModel.Customers(10));

        var lines = await ReadLinesAsync((await ScoreAsync(new BatchOrder(Keep: [], Explain: true))).Id);

        Assert.Equal("prediction,score,probability_No,probability_Yes,contribution_age,contribution_income,contribution_plan", lines[0]);
        foreach (var (row, answer) in (await AnswerAsync(customers, explain: true)).Index())
        {
            double[] expected = [.. new[] { "age", "income", "plan" }.Select(column => answer.Contributions![column])];
            Assert.Equal(expected, lines[row + 1].Split(',')[^3..].Select(value => double.Parse(value, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public async Task StartAsync_ModelThatLooksBack_UsesTheNewestVersionLikeTheServer()
    {
        await _world.PromoteNewAsync(new SampleRun(Package: SamplePackage.LookingBack()));
        await new SampleModel(_world.Workbench.Services).PlantVersionAsync(_world.Analyst, SampleModel.Dataset, 2, Sales(5, 150));
        await new SampleModel(_world.Workbench.Services).PlantVersionAsync(_world.Analyst, Data, 1, Sales(10, 7));

        var lines = await ReadLinesAsync((await ScoreAsync(new BatchOrder())).Id);

        Assert.Equal(["day,plan,sales,prediction,score", "2026-01-10,basic,7,150,150"], lines);
    }

    [Fact]
    public async Task RunAsync_LostToAnotherProcessWhileItWrote_WritesEveryRowOnce()
    {
        await _world.PromoteNewAsync();
        await PlantAsync(SampleModel.Customers(40_000));
        var before = await ContentsAsync();
        var id = await StartAsync(new BatchOrder());
        _watch.AfterChunk = () => TakeElsewhereAsync().GetAwaiter().GetResult();

        await _world.Workbench.RunJobsAsync();

        Assert.Equal((JobState.Running, before), ((await Catalog.GetAsync(_world.Analyst, id, Now)).State, await ContentsAsync()));
        _watch.AfterChunk = null;
        await _world.Workbench.Get<JobRecovery>().LookAsync(Now);
        await _world.Workbench.RunJobsAsync();
        var batch = await Catalog.GetAsync(_world.Analyst, id, Now);
        Assert.Equal((JobState.Completed, 40_000L, (long?)40_000), (batch.State, batch.Scored, batch.Rows));
        var lines = await ReadLinesAsync(id);
        Assert.Equal(40_001, lines.Count);
        var answers = await AnswerAsync(SampleModel.Customers(40_000).Slice(39_990, 10), explain: false);
        Assert.Equal(answers.Select(answer => answer.Label), lines.TakeLast(10).Select(line => line.Split(',')[4]));
        Assert.Equal(before + 1, await ContentsAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_world.Workbench.Get<IOptions<StorageOptions>>().Value.ScratchFolder));
    }

    [Fact]
    public async Task RunAsync_LostAfterRowsWereSaved_ContinuesWithTheirScores()
    {
        await _world.PromoteNewAsync();
        await PlantAsync(SampleModel.Customers(40_000));
        var id = await StartAsync(new BatchOrder(Keep: ["income"], Explain: true));
        var chunks = 0;
        _watch.AfterChunk = () =>
        {
            // The counts and the scores of the first piece are written when a second has passed.
            _world.Workbench.Clock.Advance(TimeSpan.FromSeconds(2));
            if (++chunks == 3)
            {
                TakeElsewhereAsync().GetAwaiter().GetResult();
            }
        };

        await _world.Workbench.RunJobsAsync();

        _watch.AfterChunk = null;
        Assert.Equal(JobState.Running, (await Catalog.GetAsync(_world.Analyst, id, Now)).State);
        const double Changed = 0.123456;
        await ChangeFirstScoreAsync(id, Changed);
        await _world.Workbench.Get<JobRecovery>().LookAsync(Now);
        await _world.Workbench.RunJobsAsync();
        var batch = await Catalog.GetAsync(_world.Analyst, id, Now);
        Assert.Equal((JobState.Completed, 40_000L), (batch.State, batch.Scored));
        var scores = (await ReadLinesAsync(id)).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(40_000, scores.Count);
        Assert.Equal(Changed, double.Parse(scores[0][4], CultureInfo.InvariantCulture));
        var answer = (await AnswerAsync(SampleModel.Customers(40_000).Slice(39_999, 1), explain: true))[0];
        Assert.Equal(answer.Probabilities!["Yes"], double.Parse(scores[^1][4], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(answer.Contributions!["plan"], double.Parse(scores[^1][^1], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(0, await PiecesAsync());
    }

    [Fact]
    public async Task CancelAsync_WhileRowsAreWritten_LeavesNothing()
    {
        await _world.PromoteNewAsync();
        await PlantAsync(SampleModel.Customers(40_000));
        var before = await ContentsAsync();
        var id = await StartAsync(new BatchOrder());
        using var writing = new SemaphoreSlim(0);
        using var cancelled = new SemaphoreSlim(0);
        _watch.AfterChunk = () =>
        {
            _watch.AfterChunk = null;
            _world.Workbench.Clock.Advance(TimeSpan.FromSeconds(2));
            writing.Release();
            cancelled.Wait(Now);
        };
        var running = Task.Run(_world.Workbench.RunJobsAsync, Now);
        await writing.WaitAsync(Now);

        await Batches.CancelAsync(_world.Analyst, id, Now);
        // The first heartbeat after the request stops the job. When the second one is written, the first has ended.
        for (var heartbeat = 0; heartbeat < 2; heartbeat++)
        {
            var leaseUntil = await LeaseUntilAsync(id);
            await Until.TrueAsync(async () => await LeaseUntilAsync(id) != leaseUntil, Now, () => _world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1)));
        }

        cancelled.Release();
        await running;

        Assert.Equal((JobState.Cancelled, before, 0), ((await Catalog.GetAsync(_world.Analyst, id, Now)).State, await ContentsAsync(), await PiecesAsync()));
        Assert.Equal("batch_incomplete", (await Assert.ThrowsAsync<WorkbenchException>(() => Catalog.GetFileAsync(_world.Analyst, id, Now))).Code);
    }

    [Theory]
    [InlineData(BatchOutput.Csv)]
    [InlineData(BatchOutput.Parquet)]
    [InlineData(BatchOutput.Dataset)]
    public async Task StartAsync_WindowOfTheLog_ScoresItsRowsInTheOrderOfTime(BatchOutput output)
    {
        await _world.PromoteNewAsync();
        var before = await LogAsync("old", 20);
        var window = await LogAsync("007", 30);
        var explained = (await AnswerAsync(SampleModel.Customers(30).Slice(29, 1), explain: true))[0];
        var writer = _world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Now);
        await writer.StopAsync(Now);
        await writer.StoppedAsync(Now);
        var contents = await ContentsAsync();

        var order = new BatchOrder(Output: output, Into: "again", Keep: ["association_id", "entity_id", "predicted_at", "age"], Explain: true);
        var batch = await EndAsync(await Batches.StartAsync(_world.Analyst, RegistryWorld.Model, new LoggedWindow(null, before, window), order, Now));
        var table = await ReadResultAsync(batch);

        Assert.Equal((JobState.Completed, 30L, before, window), (batch.State, batch.Scored, batch.LogFrom, batch.LogTo));
        Assert.Equal(
            "association_id,entity_id,predicted_at,age,prediction,score,probability_No,probability_Yes,contribution_age,contribution_income,contribution_plan",
            string.Join(',', table.Columns.Select(column => column.Name)));
        Assert.Equal(Enumerable.Range(0, 30).Select(row => $"007{row}"), Enumerable.Range(0, 30).Select(row => table["association_id"].TextAt(row)));
        Assert.All(Enumerable.Range(0, 30), row => Assert.Null(table["entity_id"].TextAt(row)));
        Assert.Equal(SampleModel.Customers(30)["age"].TextAt(29), table["age"].TextAt(29));
        Assert.Equal(explained.Score, Number(table, "score", 29), 1e-12);
        Assert.Equal(explained.Contributions!["income"], Number(table, "contribution_income", 29), 1e-12);
        // The result and its table remain. The copy of the window is gone.
        Assert.Equal(contents + 2, await ContentsAsync());
    }

    [Fact]
    public async Task StartAsync_WindowOfTheLogThatCannotBeScored_IsRefused()
    {
        await _world.PromoteNewAsync();
        var now = _world.Workbench.Clock.GetUtcNow().UtcDateTime;
        var viewer = await SamplePeople.AddAsync(_world.Workbench.Services, "vic", UserRole.Viewer);

        Task<Guid> Start(LoggedWindow window, BatchOrder? order = null, Actor? by = null) =>
            Batches.StartAsync(by ?? _world.Analyst, RegistryWorld.Model, window, order ?? new BatchOrder(), Now);

        Assert.Equal("window_invalid", await CodeAsync(() => Start(new LoggedWindow(null, now))));
        Assert.Equal("window_invalid", await CodeAsync(() => Start(new LoggedWindow(null, now.AddHours(-1), now.AddHours(1)))));
        Assert.Equal("not_found", await CodeAsync(() => Start(new LoggedWindow("nothing", now.AddHours(-1)))));
        Assert.Equal("keep_unknown", await CodeAsync(() => Start(new LoggedWindow(null, now.AddHours(-1)), new BatchOrder(Keep: ["colour"]))));
        Assert.Equal("forbidden", await CodeAsync(() => Start(new LoggedWindow(null, now.AddHours(-1)), by: viewer)));
        var empty = await EndAsync(await Start(new LoggedWindow(null, now.AddHours(-2), now.AddHours(-1))));
        Assert.Equal((JobState.Failed, "log_empty"), (empty.State, empty.Job.ReasonCode));
    }

    [Fact]
    public async Task StartAsync_UploadedFile_ScoresItsRowsAndForgetsTheFile()
    {
        await _world.PromoteNewAsync();
        var before = await ContentsAsync();

        var batch = await ScoreFileAsync(File, new BatchOrder(Keep: ["id"]));

        var lines = await ReadLinesAsync(batch.Id);
        Assert.Equal(("rows.csv", (int?)null, 2L), (batch.Data, batch.DataVersion, batch.Scored));
        Assert.Equal(["id", "a1", "b2"], lines.Select(line => line.Split(',')[0]));
        Assert.Equal(["Yes", "No"], lines.Skip(1).Select(line => line.Split(',')[1]));
        Assert.Equal(before + 1, await ContentsAsync());
    }

    [Theory]
    [InlineData("age,income,plan\n30,1,basic\nold,1,basic\n", "age", "old")]
    [InlineData("age,plan\n30,basic\n", "income", "has no column")]
    [InlineData("age,income,plan,score\n30,1,basic,5\n", "score", "keep")]
    public async Task StartAsync_UploadedFileThatDoesNotFit_FailsWithOneSentenceAndLeavesNothing(string text, string column, string says)
    {
        await _world.PromoteNewAsync();
        var before = await ContentsAsync();

        var batch = await ScoreFileAsync(text, new BatchOrder());

        Assert.Equal((JobState.Failed, 0L, before), (batch.State, batch.Scored, await ContentsAsync()));
        Assert.Contains($"'{column}'", batch.Job.Reason, StringComparison.Ordinal);
        Assert.Contains(says, batch.Job.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAsync_WhileItWaits_ForgetsTheUploadedFile()
    {
        await _world.PromoteNewAsync();
        var before = await ContentsAsync();
        var id = await StartFileAsync(File, new BatchOrder());

        await Batches.CancelAsync(_world.Analyst, id, Now);

        Assert.Equal((JobState.Cancelled, before), ((await Catalog.GetAsync(_world.Analyst, id, Now)).State, await ContentsAsync()));
    }

    [Fact]
    public async Task StartAsync_ColumnsThatDoNotFit_AreRefusedBeforeAnythingIsScored()
    {
        await _world.PromoteNewAsync();
        var customers = SampleModel.Customers(20_000);
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(row => row == 17_000 ? "many" : "1200")];
        await PlantAsync(new Table([customers["age"], customers["plan"]]), "narrow");
        var spelled = new CategoricalColumn("income", ColumnType.Text, [.. Enumerable.Range(0, 20_000)], texts);
        await PlantAsync(new Table([customers["age"], customers["plan"], spelled]), "spelled");
        await PlantAsync(new Table([customers["age"], customers["plan"], new NumericColumn("income", ColumnType.Date, new double[20_000])]), "dated");
        await PlantAsync(customers);

        Assert.Equal(("rows_unfit", "income", (long?)null), await RefusalAsync("narrow", new BatchOrder()));
        Assert.Equal(("rows_unfit", "income", (long?)17_001), await RefusalAsync("spelled", new BatchOrder()));
        Assert.Equal(("rows_unfit", "income", (long?)null), await RefusalAsync("dated", new BatchOrder()));
        Assert.Equal(("keep_unknown", "id", (long?)null), await RefusalAsync(Data, new BatchOrder(Keep: ["id"])));
        Assert.Equal(("name_invalid", "name", (long?)null), await RefusalAsync(Data, new BatchOrder(Output: BatchOutput.Dataset)));
        Assert.Equal(0, (await Catalog.ListAsync(_world.Analyst, new ListQuery(), null, Now)).Total);
    }

    [Fact]
    public async Task StartAsync_DatasetWithoutRows_WritesTheHeader()
    {
        await _world.PromoteNewAsync();
        await PlantAsync(SampleModel.Customers(0));

        var batch = await ScoreAsync(new BatchOrder(Keep: ["age"]));

        Assert.Equal(["age,prediction,score,probability_No,probability_Yes"], await ReadLinesAsync(batch.Id));
    }

    [Fact]
    public async Task StartAsync_VersionReplacedBeforeItsTurn_IsScoredByTheVersionOfTheRequest()
    {
        await PlantAsync(SampleModel.Customers(5));
        await _world.RegisterAsync();
        Assert.Equal("nothing_in_production", (await Assert.ThrowsAsync<WorkbenchException>(() => StartAsync(new BatchOrder()))).Code);
        await _world.PromoteNewAsync();
        var id = await StartAsync(new BatchOrder());
        await _world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: 3)));
        Assert.Equal(Stage.Archived, (await _world.StagesAsync())[2]);

        await _world.Workbench.RunJobsAsync();

        Assert.Equal(2, (await Catalog.GetAsync(_world.Analyst, id, Now)).ModelVersion);
        Assert.Equal(await ReadLinesAsync((await ScoreAsync(new BatchOrder(ModelVersion: "2"))).Id), await ReadLinesAsync(id));
        Assert.NotEqual(await ReadLinesAsync((await ScoreAsync(new BatchOrder())).Id), await ReadLinesAsync(id));
    }

    [Fact]
    public async Task DeleteOldAsync_FileBeyondTheDays_DeletesItAndKeepsTheRow()
    {
        await _world.PromoteNewAsync();
        await PlantAsync(SampleModel.Customers(5));
        var before = await ContentsAsync();
        var old = await ScoreAsync(new BatchOrder());
        _world.Workbench.Clock.Advance(TimeSpan.FromDays(8));
        var recent = await ScoreAsync(new BatchOrder(Keep: ["age"]));

        Assert.Equal(1, await _world.Workbench.Get<BatchRetention>().DeleteOldAsync(Now));

        Assert.Equal("batch_file_deleted", (await Assert.ThrowsAsync<WorkbenchException>(() => Catalog.GetFileAsync(_world.Analyst, old.Id, Now))).Code);
        Assert.Equal(6, (await ReadLinesAsync(recent.Id)).Count);
        old = await Catalog.GetAsync(_world.Analyst, old.Id, Now);
        Assert.Equal(((long?)null, JobState.Completed), (old.FileBytes, old.State));
        Assert.Equal(before + 1, await ContentsAsync());
    }

    [Fact]
    public async Task DeleteVersionAsync_WhileItWaitsToBeScored_IsRefusedUntilTheEnd()
    {
        await _world.PromoteNewAsync();
        await PlantAsync(SampleModel.Customers(5));
        var id = await StartAsync(new BatchOrder());
        var deletion = _world.Workbench.Get<DatasetDeletion>();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => deletion.DeleteDatasetAsync(_world.Analyst, Data, Now));
        await _world.Workbench.RunJobsAsync();
        await deletion.DeleteDatasetAsync(_world.Analyst, Data, Now);

        Assert.Contains("1 running batch prediction ('churn')", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((Data, (int?)1), ((await Catalog.GetAsync(_world.Analyst, id, Now)).Data, (await Catalog.GetAsync(_world.Analyst, id, Now)).DataVersion));
        Assert.Equal(6, (await ReadLinesAsync(id)).Count);
    }

    [Fact]
    public async Task StartAsync_WithoutTheRights_IsRefused()
    {
        await _world.PromoteNewAsync();
        await PlantAsync(SampleModel.Customers(5));
        var viewer = await SamplePeople.AddAsync(_world.Workbench.Services, "vic", UserRole.Viewer);
        var operates = await SamplePeople.AddAsync(_world.Workbench.Services, "olga", UserRole.Operator);
        var elsewhere = _world.Analyst with { Project = new ProjectScope(Guid.CreateVersion7(), "elsewhere") };
        var id = await StartAsync(new BatchOrder());

        var into = new BatchOrder(Output: BatchOutput.Dataset, Into: "scored");
        Assert.Equal("forbidden", await CodeAsync(() => Batches.StartAsync(viewer, RegistryWorld.Model, Data, null, new BatchOrder(), Now)));
        Assert.Equal("forbidden", await CodeAsync(() => Batches.StartAsync(operates, RegistryWorld.Model, Data, null, into, Now)));
        Assert.Equal("forbidden", await CodeAsync(() => Batches.CancelAsync(viewer, id, Now)));
        Assert.Equal("not_found", await CodeAsync(() => Catalog.GetAsync(elsewhere, id, Now)));
        Assert.Equal("not_found", await CodeAsync(() => Batches.CancelAsync(elsewhere, id, Now)));
        await Batches.CancelAsync(operates, id, Now);
        Assert.Equal(JobState.Cancelled, (await Catalog.GetAsync(viewer, id, Now)).State);
    }

    private static Table Sales(int day, double sales) => new(
    [
        new NumericColumn("day", ColumnType.Date, [1_767_225_600 + ((day - 1) * 86_400.0)]),
        new CategoricalColumn("plan", ColumnType.Category, [0], ["basic"]),
        new NumericColumn("sales", ColumnType.Number, [sales]),
    ]);

    private static async Task<string> CodeAsync(Func<Task> call) => (await Assert.ThrowsAsync<WorkbenchException>(call)).Code;

    private static double Number(Table table, string column, int row) => ((NumericColumn)table[column]).Values[row];

    private async Task<Table> PlantAsync(Table table, string name = Data)
    {
        await new SampleModel(_world.Workbench.Services).PlantVersionAsync(_world.Analyst, name, 1, table);
        return table;
    }

    private Task<Guid> StartAsync(BatchOrder order, string data = Data) => Batches.StartAsync(_world.Analyst, RegistryWorld.Model, data, null, order, Now);

    private Task<Guid> StartFileAsync(string text, BatchOrder order)
    {
        var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Batches.StartAsync(_world.Analyst, RegistryWorld.Model, "rows.csv", file, DatasetImportOptions.Inferred, order, Now);
    }

    private async Task<BatchPredictionDetails> ScoreAsync(BatchOrder order) => await EndAsync(await StartAsync(order));

    private async Task<BatchPredictionDetails> ScoreFileAsync(string text, BatchOrder order) => await EndAsync(await StartFileAsync(text, order));

    private async Task<BatchPredictionDetails> EndAsync(Guid id)
    {
        await _world.Workbench.RunJobsAsync();
        await _world.Workbench.Queue.WaitForImportsAsync();
        return await Catalog.GetAsync(_world.Analyst, id, Now);
    }

    private async Task<IReadOnlyList<string>> ReadLinesAsync(Guid id) =>
        await System.IO.File.ReadAllLinesAsync((await Catalog.GetFileAsync(_world.Analyst, id, Now)).Path, Now);

    private async Task<(string Code, string? Column, long? Row)> RefusalAsync(string data, BatchOrder order)
    {
        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => StartAsync(order, data));
        return (refusal.Code, refusal.Column, refusal.Row);
    }

    /// <summary>The answers of the prediction server to the same rows.</summary>
    private async Task<IReadOnlyList<Prediction>> AnswerAsync(Table table, bool explain)
    {
        var columns = table.Columns.Where(column => column.Name != SampleModel.Target).ToList();
        var rows = Enumerable.Range(0, table.RowCount).Select(row => columns.ToDictionary(column => column.Name, column => column.TextAt(row)));
        var request = new PredictionRequest(JsonSerializer.SerializeToElement(rows), explain);
        return (await _world.Workbench.Get<PredictionServer>().PredictAsync(_world.Analyst, RegistryWorld.Model, null, request, Now)).Predictions;
    }

    /// <summary>Predicts the first customers, one a second, and returns the time after the last one.</summary>
    private async Task<DateTime> LogAsync(string association, int rows)
    {
        var table = SampleModel.Customers(rows);
        var columns = table.Columns.Where(column => column.Name != SampleModel.Target).ToList();
        for (var row = 0; row < rows; row++)
        {
            var values = new[] { columns.ToDictionary(column => column.Name, column => column.TextAt(row)) };
            var request = new PredictionRequest(JsonSerializer.SerializeToElement(values), AssociationIds: [$"{association}{row}"]);
            await _world.Workbench.Get<PredictionServer>().PredictAsync(_world.Analyst, RegistryWorld.Model, null, request, Now);
            _world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return _world.Workbench.Clock.GetUtcNow().UtcDateTime;
    }

    private async Task<Table> ReadResultAsync(BatchPredictionDetails batch)
    {
        if (batch.Version is { } version)
        {
            return await ArrowTableFile.ReadAsync(
                await _world.Workbench.Get<DatasetCatalog>().GetArrowFileAsync(_world.Analyst, version.Dataset, version.Version, Now), cancellation: Now);
        }

        // The file becomes a dataset, so that the test reads its values with their types.
        var file = await Catalog.GetFileAsync(_world.Analyst, batch.Id, Now);
        await using var content = System.IO.File.OpenRead(file.Path);
        var types = new Dictionary<string, ColumnType> { ["association_id"] = ColumnType.Text, ["entity_id"] = ColumnType.Text };
        var imported = await _world.Workbench.Get<DatasetImporter>().ImportAsync(
            _world.Analyst, "read back", file.Name, content, new DatasetImportOptions { Types = types }, Now);
        var path = await _world.Workbench.Get<DatasetCatalog>().GetArrowFileAsync(_world.Analyst, imported.Dataset, imported.Version, Now);
        return await ArrowTableFile.ReadAsync(path, cancellation: Now);
    }

    private async Task<int> ContentsAsync()
    {
        await using var db = await _world.OpenDatabaseAsync();
        var contents = await db.Contents.CountAsync(Now);
        Assert.Equal(0, await db.ContentChunks.CountAsync(chunk => !db.Contents.Any(content => content.ChunksId == chunk.ChunksId), Now));
        return contents;
    }

    private async Task<int> PiecesAsync()
    {
        await using var db = await _world.OpenDatabaseAsync();
        return await db.BatchPieces.CountAsync(Now);
    }

    /// <summary>Changes the first row's second output in its saved piece, by which the test recognises it in the result.</summary>
    private async Task ChangeFirstScoreAsync(Guid id, double score)
    {
        await using var db = await _world.OpenDatabaseAsync();
        var piece = await db.BatchPieces.SingleAsync(row => row.BatchId == id && row.FirstRow == 0, Now);
        byte[] changed = [.. piece.Scores];
        BitConverter.TryWriteBytes(changed.AsSpan(sizeof(double)), score);
        await db.BatchPieces.Where(row => row.BatchId == id && row.FirstRow == 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.Scores, changed), Now);
    }

    private async Task<DateTime?> LeaseUntilAsync(Guid id)
    {
        await using var db = await _world.OpenDatabaseAsync();
        return await db.JobRuns.Where(job => job.SubjectId == id).Select(job => job.LeaseUntil).SingleAsync(Now);
    }

    /// <summary>Another process takes the running jobs, and is killed.</summary>
    private async Task TakeElsewhereAsync()
    {
        await using var db = await _world.OpenDatabaseAsync();
        await db.JobRuns.Where(job => job.State == JobState.Running).ExecuteUpdateAsync(
            set => set
                .SetProperty(job => job.LeaseOwner, "elsewhere/1")
                .SetProperty(job => job.LeaseUntil, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc))
                .SetProperty(job => job.Attempt, job => job.Attempt + 1),
            Now);
    }
}
