namespace MlWorkbench.Application.Events;

/// <summary>State of a delivery. Pending includes the time between two attempts.</summary>
internal enum DeliveryState
{
    Pending,
    Delivered,
    Failed,
}
