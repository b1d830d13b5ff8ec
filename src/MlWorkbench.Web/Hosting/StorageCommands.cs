using System.Globalization;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Web.Hosting;

/// <summary>Commands of the server program for the database: <c>backup</c>, <c>verify</c> and <c>restore</c>.</summary>
internal static class StorageCommands
{
    private const int Done = 0;
    private const int WrongUsage = 2;
    private const int Refused = 3;
    private const string Force = "--force";

    private const string Usage = """
        Usage: backup [file or folder]   copies the database while the server runs, and checks the copy
               verify [file]             checks a backup or, without a file, the database
               restore file [--force]    replaces the database with a backup; the server must be stopped
        Settings are written as for the server, for example --Storage:Path=/srv/mlworkbench
        """;

    public static bool IsCommand(string[] args) => args is ["backup" or "verify" or "restore", ..];

    public static async Task<int> RunAsync(string[] args)
    {
        var file = args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) ? args[1] : null;
        var settings = args.Skip(file is null ? 1 : 2).Where(arg => arg != Force).ToArray();
        if (settings.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal) || !arg.Contains('=', StringComparison.Ordinal)) is { } unknown)
        {
            return await FailAsync(WrongUsage, $"'{unknown}' is not a known argument.\n{Usage}");
        }

        if (args[0] == "restore" && file is null)
        {
            return await FailAsync(WrongUsage, $"Name the backup to restore.\n{Usage}");
        }

        try
        {
            await using var app = WorkbenchHost.Build(settings);
            return args[0] switch
            {
                "backup" => await BackUpAsync(app.Services, file),
                "verify" => await VerifyAsync(app.Services, file),
                _ => await RestoreAsync(app.Services, file!, args.Contains(Force)),
            };
        }
        catch (Exception exception) when ((exception as WorkbenchException ?? StorageFailure.Find(exception)) is { } refusal)
        {
            return await FailAsync(Refused, refusal.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(Refused, exception.Message);
        }
    }

    private static async Task<int> BackUpAsync(IServiceProvider services, string? target)
    {
        var (file, facts) = await services.GetRequiredService<BackupMaker>().MakeAsync(target, null, CancellationToken.None);
        return await SayAsync($"Backed up to {file}: {Describe(facts)}. The copy passed every check.");
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, string? file)
    {
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (file is null)
        {
            storage.RequireFile();
        }

        var target = Path.GetFullPath(file ?? storage.DatabaseFile);
        if (!File.Exists(target))
        {
            return await FailAsync(Refused, $"There is no file '{target}'.");
        }

        var facts = await services.GetRequiredService<DatabaseVerifier>().VerifyAsync(target, null, CancellationToken.None);
        return facts.Problems.Count == 0
            ? await SayAsync($"{target} is intact: {Describe(facts)}.")
            : await FailAsync(Refused, $"{target} is damaged:\n{string.Join('\n', facts.Problems)}");
    }

    private static async Task<int> RestoreAsync(IServiceProvider services, string file, bool force)
    {
        var facts = await services.GetRequiredService<DatabaseRestore>().RestoreAsync(file, force, CancellationToken.None);
        return await SayAsync($"Restored {Path.GetFullPath(file)}: {Describe(facts)}. Start the server.");
    }

    private static string Describe(DatabaseFacts facts) => string.Create(
        CultureInfo.InvariantCulture,
        $"schema {facts.Schema}, {facts.Contents} contents, {(facts.AuditEntries is { } entries ? $"{entries} audit entries" : "audit chain to be checked after the upgrade")}");

    private static async Task<int> SayAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        return Done;
    }

    private static async Task<int> FailAsync(int code, string line)
    {
        await Console.Error.WriteLineAsync(line);
        return code;
    }
}
