using System.CommandLine;
using MlWorkbench.Engine;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer;

/// <summary>Runs the program's commands and converts errors that the user can correct to one line on standard error and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                OneLine(string.Join(' ', parsed.Errors.Select(error => error.Message))) + " Use --help to list the commands and options.");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception failure) when (failure is EngineException or InvalidPackageException or SignatureException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(OneLine(failure.Message));
            return ExitCode.UnusableInput;
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
