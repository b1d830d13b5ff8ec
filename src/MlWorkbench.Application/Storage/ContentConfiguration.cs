using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Storage;

internal sealed class ContentConfiguration : IEntityTypeConfiguration<Content>, IEntityTypeConfiguration<ContentChunk>
{
    public void Configure(EntityTypeBuilder<Content> builder)
    {
        builder.HasKey(content => content.Digest);
        builder.HasIndex(content => content.ChunksId).IsUnique();
    }

    // No foreign key, because a content's chunks are written before its row.
    public void Configure(EntityTypeBuilder<ContentChunk> builder) =>
        builder.HasKey(chunk => new { chunk.ChunksId, chunk.Index });
}
