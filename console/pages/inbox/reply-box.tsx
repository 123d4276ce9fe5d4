/** Writes an answer to a buyer. What is written stays in the box until the hub has it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, answerOf, api } from '../../api/client.ts';
import { TextArea } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/status.tsx';

/** The box at the end of a thread. */
export function ReplyBox({ conversationId: id }: { readonly conversationId: string }) {
  const [body, setBody] = useState('');
  const queryClient = useQueryClient();
  const reply = useMutation({
    mutationFn: () => answerOf(api.POST('/conversations/{id}/replies', { params: { path: { id } }, body: { body } })),
    onSuccess: async () => {
      setBody('');
      await queryClient.invalidateQueries({ queryKey: ['conversation', id] });
      await queryClient.invalidateQueries({ queryKey: ['conversations'] });
    },
  });
  const hasNoRelay = reply.error instanceof ApiError && reply.error.status === 422 && reply.error.fields.length === 0;
  return (
    <>
      <Form
        verb="Send"
        busy={reply.isPending}
        error={hasNoRelay ? null : reply.error}
        fields={['body']}
        onSubmit={() => reply.mutate()}
      >
        <TextArea label="Your answer" required rows={5} value={body} onChange={setBody} error={fieldError(reply.error, 'body')} />
      </Form>
      {hasNoRelay && (
        <Notice tone="warn" title="There is no way back to this buyer">
          {reply.error?.message}. Give the store a website, or the connector a relay_url.
        </Notice>
      )}
    </>
  );
}
