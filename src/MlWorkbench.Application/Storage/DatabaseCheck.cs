using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Storage;

/// <summary>Looks for damaged pages in the database: before anything is written at start, and then at intervals while the server runs. It only reads, and its time is limited.</summary>
public sealed class DatabaseCheck(StorageDamage damage, IOptions<StorageOptions> options, TimeProvider clock, ILogger<DatabaseCheck> logger) : BackgroundService
{
    private const string Whole = "ok";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

    private volatile DatabaseCheckResult? _last;
    private DateTimeOffset _dueAt;

    /// <summary>Null: none has run in this process yet.</summary>
    public DatabaseCheckResult? Last => _last;

    private TimeSpan Interval => TimeSpan.FromHours(options.Value.CheckHours);

    /// <summary>Looks for as long as a start may take. What it does not get to is looked at behind the start.</summary>
    internal async Task CheckAtStartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.StartCheckSeconds > 0 && await RunAsync(TimeSpan.FromSeconds(options.Value.StartCheckSeconds), cancellationToken) is { IsComplete: true })
        {
            _dueAt = clock.GetUtcNow() + Interval;
        }
    }

    /// <summary>Checks if it is time to, and answers whether it did.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (Interval <= TimeSpan.Zero || damage.Found is not null || clock.GetUtcNow() < _dueAt)
        {
            return false;
        }

        _dueAt = clock.GetUtcNow() + Interval;
        await RunAsync(TimeSpan.FromMinutes(Math.Max(1, options.Value.CheckMinutes)), cancellationToken);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookInterval, clock);
        try
        {
            do
            {
                await TryLookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start checks again.
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(exception, "The database could not be checked");
        }
    }

    private async Task<DatabaseCheckResult> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var (at, started) = (clock.GetUtcNow().UtcDateTime, clock.GetTimestamp());
        using var box = new CancellationTokenSource(limit, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, box.Token);
        var (foundDamage, isComplete) = (false, true);
        try
        {
            if (await FindDamageAsync(ending.Token) is { } what)
            {
                foundDamage = true;
                damage.Report(what);
            }
        }
        catch (Exception) when (box.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            isComplete = false;
            logger.LogInformation("The check of the database was ended after {Limit}: until then it found nothing", limit);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = new DatabaseCheckResult(at, clock.GetElapsedTime(started), foundDamage, isComplete);
        _last = result;
        return result;
    }

    /// <summary>What is damaged, or null. Begins with the rows, so that a short check of a large database leaves out contents only, which have digests besides.</summary>
    private async Task<string?> FindDamageAsync(CancellationToken ending)
    {
        var part = "the schema";
        try
        {
            // A connection of its own: a pooled one has pages in memory, and would not look at those in the file.
            await using var db = new FileContexts(options.Value.DatabaseFile).CreateDbContext();
            await using var interruption = await db.OpenInterruptibleAsync(ending);
            foreach (var table in await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_schema WHERE type = 'table' AND name <> 'ContentChunks' ORDER BY name").ToListAsync(ending))
            {
                part = $"table {table}";
                if (await AnswerAsync(db, $"SELECT quick_check AS Value FROM pragma_quick_check({table}) LIMIT 1", ending) is not Whole and var problem)
                {
                    return $"{part}, {problem}";
                }
            }

            part = "table ContentChunks or a page that no table uses";
            return await AnswerAsync(db, $"SELECT quick_check AS Value FROM pragma_quick_check LIMIT 1", ending) is not Whole and var rest ? rest : null;
        }
        catch (Exception exception) when (StorageFailure.IsDamage(exception))
        {
            return $"{part} cannot be read";
        }
    }

    /// <summary>The first line only: SQLite may fail at the page that it names there when it goes on.</summary>
    private static async Task<string> AnswerAsync(WorkbenchDbContext db, FormattableString check, CancellationToken ending)
    {
        var lines = await db.Database.SqlQuery<string>(check).ToListAsync(ending);
        return lines[0].Replace("*** in database main ***", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();
    }
}
