using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving.Traffic;

internal sealed class TrafficConfiguration : IEntityTypeConfiguration<TrafficMinute>
{
    public void Configure(EntityTypeBuilder<TrafficMinute> builder)
    {
        builder.HasIndex(minute => new { minute.EndpointId, minute.At });
        builder.HasOne<ModelEndpoint>().WithMany().HasForeignKey(minute => minute.EndpointId).OnDelete(DeleteBehavior.Cascade);
    }
}
