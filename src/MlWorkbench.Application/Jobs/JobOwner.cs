using System.Globalization;

namespace MlWorkbench.Application.Jobs;

/// <summary>Identifies this process in leases. A later process never has the same name, even in a container, where each has the same number.</summary>
public sealed class JobOwner
{
    internal string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7():N}");
}
