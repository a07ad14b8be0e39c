import type { ReactNode } from "react";
import type { RowData } from "@tanstack/react-table";
import { Card } from "../ui/card.tsx";
import { CursorPager } from "../ui/cursor-pager.tsx";
import { type Columns, DataTable } from "../ui/data-table.tsx";

/** What useQuery answers for a list of the API. */
interface ListQuery<Row> {
  data: { data: readonly Row[]; nextCursor?: string | null } | undefined;
  error: unknown;
  refetch: () => unknown;
  isPlaceholderData: boolean;
}

interface PagedTableProps<Row extends RowData> {
  label: string;
  columns: Columns<Row>;
  query: ListQuery<Row>;
  idOf: (row: Row) => string;
  empty: ReactNode;
  /** Of the address's search; left out where the API has no pages. */
  cursor?: string | undefined;
  onCursor?: (cursor: string | undefined) => void;
}

/** A list of the API in a card: skeleton, failure, nothing, rows, pages. */
export function PagedTable<Row extends RowData>(props: PagedTableProps<Row>): ReactNode {
  const { label, columns, query, idOf, empty, cursor, onCursor } = props;
  return (
    <Card flush>
      <DataTable
        label={label}
        columns={columns}
        rows={query.data?.data}
        idOf={idOf}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={empty}
        footer={
          onCursor && (
            <CursorPager
              cursor={cursor}
              nextCursor={query.data?.nextCursor}
              onCursor={onCursor}
              busy={query.isPlaceholderData}
            />
          )
        }
      />
    </Card>
  );
}
