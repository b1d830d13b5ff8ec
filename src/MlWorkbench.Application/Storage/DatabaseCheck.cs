using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Storage;

/// <summary>Checks a database file for damaged pages: at start before the first write, and then at intervals. It only reads, and its time is limited.</summary>
public sealed class DatabaseCheck(StorageDamage damage, IOptions<StorageOptions> options, TimeProvider clock, ILogger<DatabaseCheck> logger) : BackgroundService
{
    private const string Whole = "ok";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

    private volatile DatabaseCheckResult? _last;
    private DateTimeOffset _dueAt;

    /// <summary>Null before the first check of this process.</summary>
    public DatabaseCheckResult? Last => _last;

    private TimeSpan Interval => TimeSpan.FromHours(options.Value.CheckHours);

    /// <summary>Checks for as long as a start may take. The remaining pages are checked after the start.</summary>
    internal async Task CheckAtStartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.StartCheckSeconds > 0 && await RunAsync(TimeSpan.FromSeconds(options.Value.StartCheckSeconds), cancellationToken) is { IsComplete: true })
        {
            _dueAt = clock.GetUtcNow() + Interval;
        }
    }

    /// <summary>Runs a check if one is due. Returns whether it did.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsFile || Interval <= TimeSpan.Zero || damage.Found is not null || clock.GetUtcNow() < _dueAt)
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
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // SQLite answers an interruption with an error of its own.
            cancellationToken.ThrowIfCancellationRequested();
            isComplete = false;
            logger.LogInformation("The check of the database was ended after {Limit}. It found no damage until then", limit);
        }

        var result = new DatabaseCheckResult(at, clock.GetElapsedTime(started), foundDamage, isComplete);
        _last = result;
        return result;
    }

    /// <summary>Returns the damage, or null. Checks the rows first: a short check of a large database skips only contents, which also have digests.</summary>
    private async Task<string?> FindDamageAsync(CancellationToken ending)
    {
        var part = "the schema";
        try
        {
            // A connection of its own: a pooled one has pages in memory and would not read them from the file.
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

    /// <summary>Returns the first line only, because SQLite may fail after it at the page that the line names.</summary>
    private static async Task<string> AnswerAsync(WorkbenchDbContext db, FormattableString check, CancellationToken ending)
    {
        var lines = await db.Database.SqlQuery<string>(check).ToListAsync(ending);
        return lines[0].Replace("*** in database main ***", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();
    }
}
