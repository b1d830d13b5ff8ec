using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer;

/// <summary>Input from the server during a search: a line that requests a stop, or the end of input if the server has ended.</summary>
internal static class StandardInput
{
    public static void Follow(StopSignal stop)
    {
        var reader = new Thread(() => Read(stop)) { IsBackground = true, Name = "standard input" };
        reader.Start();
    }

    private static void Read(StopSignal stop)
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line.Trim() == SearchProtocol.StopLine)
            {
                stop.Stop();
            }
        }

        // No process reads the output any longer. Completed work is on disk.
        Environment.Exit(ExitCode.CancelledWithoutModel);
    }
}
