namespace MlWorkbench.Trainer;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int WrongUsage = 2;
    public const int UnusableInput = 3;
    public const int CancelledWithoutModel = 4;
}
